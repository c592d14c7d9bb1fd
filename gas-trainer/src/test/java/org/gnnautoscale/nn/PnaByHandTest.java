package org.gnnautoscale.nn;

import static org.gnnautoscale.nn.FourNodes.GRAPH;
import static org.gnnautoscale.nn.FourNodes.WEIGHTED;
import static org.gnnautoscale.nn.FourNodes.assertRow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.load.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PNA on {@linkplain FourNodes four nodes}, against numbers worked out by hand. */
class PnaByHandTest {

  private static final double LOG_2 = Math.log(2);

  /** What is added to a variance before its root is taken. */
  private static final double EPSILON = 1e-5;

  private final FourNodes four;

  PnaByHandTest(@TempDir Path directory) {
    four = new FourNodes(directory);
  }

  @AfterEach
  void close() {
    four.close();
  }

  @Test
  void eachAggregator() throws Exception {
    double first = (1 + 0 + 9) / 3.0 - 16 / 9.0; // mean of squares minus square of the mean
    double second = (0 + 1 + 16) / 3.0 - 25 / 9.0;

    // 0, 1 and 3 are the neighbors of 2
    assertRow(pna("mean", "identity")[2], (1 + 0 + 3) / 3.0, (0 + 1 + 4) / 3.0);
    assertRow(pna("sum", "identity")[2], 1 + 0 + 3, 0 + 1 + 4);
    assertRow(pna("max", "identity")[2], 3, 4);
    assertRow(pna("min", "identity")[2], 0, 0);
    assertRow(pna("std", "identity")[2], Math.sqrt(first + EPSILON), Math.sqrt(second + EPSILON));
    // 3 has one neighbor
    assertRow(pna("min", "identity")[3], 2, 1);
    assertRow(pna("std", "identity")[3], Math.sqrt(EPSILON), Math.sqrt(EPSILON));
  }

  @Test
  void eachScaler() throws Exception {
    // degrees are 2, 2, 3, 1, and delta is log(2): factors are log2(3), log2(3), 2, 1
    double log3 = Math.log(3) / Math.log(2);

    assertRow(pna("sum", "amplification")[0], (0 + 2) * log3, (1 + 1) * log3);
    assertRow(pna("sum", "amplification")[2], 4 * 2, 5 * 2);
    assertRow(pna("sum", "amplification")[3], 2, 1);
    assertRow(pna("sum", "attenuation")[0], (0 + 2) / log3, (1 + 1) / log3);
    assertRow(pna("sum", "attenuation")[2], 4 / 2.0, 5 / 2.0);
    assertRow(pna("sum", "attenuation")[3], 2, 1);
  }

  /** One tower whose linear layers leave things as they are, and nothing of the node itself. */
  private double[][] pna(String aggregator, String scaler) throws Exception {
    ModelConfig config =
        ModelConfig.of(Map.of("aggregators", List.of(aggregator), "scalers", List.of(scaler)));
    try (Parameters own = new Parameters(1)) {
      PnaConv conv = new PnaConv(own, "conv", 2, 2, config, LOG_2, Group.REST);
      for (String name : List.of("conv.pre_lins.0", "conv.post_lins.0")) {
        FourNodes.set(own, name + ".weight", 1, 0, 0, 1);
        FourNodes.set(own, name + ".bias", 0, 0);
      }
      FourNodes.set(own, "conv.lin.weight", 0, 0, 0, 0);
      FourNodes.set(own, "conv.lin.bias", 0, 0);
      return four.run(GRAPH, Messages.EDGES, conv::apply);
    }
  }

  @Test
  void twoTowersWithEdgeFeatures() throws Exception {
    PnaConv conv = new PnaConv(four.parameters, "conv", 2, 2, edgeFeatures(), LOG_2, Group.REST);
    for (int tower = 0; tower < 2; tower++) {
      four.set("conv.pre_lins." + tower + ".weight", 1, 0, 0, 1);
      four.set("conv.pre_lins." + tower + ".bias", 0, -3);
      four.set("conv.edge_lins." + tower + ".weight", 10, 1);
      four.set("conv.post_lins." + tower + ".weight", 1, 0, 0, 1);
      four.set("conv.post_lins." + tower + ".bias", 100, 200);
    }
    four.set("conv.lin.weight", 0, 1, 1, 0); // (a, b) -> (b, a)
    four.set("conv.lin.bias", 0.5, 0.25);

    double[][] out = four.run(WEIGHTED, Messages.EDGES, conv::apply);

    // into 0: (0, 1 - 3) + 2 (10, 1) = (20, 0), and (2, 1 - 3) + (10, 1) = (12, -1) -> (12, 0)
    assertRow(out[0], (16 + 100) + (20 + 100) + 0 + 0.5, (0 + 200) + (0 + 200) + 1 + 0.25);
    // into 2: (3, 4 - 3) + 15 (10, 1) = (153, 16)
    assertRow(out[2], 2 * (153 + 100) + 1 + 0.5, 2 * (16 + 200) + 2 + 0.25);
    // into 3 nothing
    assertRow(out[3], 2 * 100 + 4 + 0.5, 2 * 200 + 3 + 0.25);
  }

  private static ModelConfig edgeFeatures() {
    return ModelConfig.of(Map.of("aggregators", List.of("mean", "max"), "edgeFeatures", true))
        .with("scalers", List.of("identity"));
  }
}
