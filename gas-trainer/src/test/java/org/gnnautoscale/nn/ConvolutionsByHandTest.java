package org.gnnautoscale.nn;

import static org.gnnautoscale.nn.FourNodes.GRAPH;
import static org.gnnautoscale.nn.FourNodes.WEIGHTED;
import static org.gnnautoscale.nn.FourNodes.assertRow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.load.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GCN, SAGE, GIN, APPNP and GCNII on {@linkplain FourNodes four nodes}, against numbers worked out
 * by hand.
 */
class ConvolutionsByHandTest {

  /** What is added to a variance before its root is taken. */
  private static final double EPSILON = 1e-5;

  private final FourNodes four;

  ConvolutionsByHandTest(@TempDir Path directory) {
    four = new FourNodes(directory);
  }

  @AfterEach
  void close() {
    four.close();
  }

  @Test
  void gcn() throws Exception {
    GraphConv conv = new GraphConv(four.parameters, "conv", 2, 3, Group.REST);
    four.set("conv.lin.weight", 1, 0, 2, 0, 1, -1); // (a, b) -> (a, b, 2a - b)
    four.set("conv.bias", 10, 20, 30);

    double[][] out = four.run(GRAPH, Messages.SYMMETRIC, conv::apply);

    // degrees with self-loops are 3, 3, 4, 2
    double a = 1 / 3.0 + 2 / Math.sqrt(3 * 4);
    double b = 1 / 3.0 + 1 / Math.sqrt(3 * 4);
    assertRow(out[0], 10 + a, 20 + b, 30 + 2 * a - b);
    double c = 2 / Math.sqrt(2 * 4) + 3 / 2.0;
    double d = 1 / Math.sqrt(2 * 4) + 4 / 2.0;
    assertRow(out[3], 10 + c, 20 + d, 30 + 2 * c - d);
  }

  @Test
  void gcnOfADirectedWeightedGraph() throws Exception {
    GraphConv conv = new GraphConv(four.parameters, "conv", 2, 2, Group.REST);
    four.set("conv.lin.weight", 1, 0, 0, 1);

    double[][] out = four.run(WEIGHTED, Messages.SYMMETRIC, conv::apply);

    // weighted in-degrees with self-loops are 1 + 2 + 1 = 4, 1 + 8 = 9, 1 + 15 = 16, 1
    assertRow(out[0], 1 / 4.0 + 2 * 1 / Math.sqrt(4 * 16), 2 / Math.sqrt(4 * 9) + 1 / 8.0);
    assertRow(out[1], 8 / Math.sqrt(9 * 4), 1 / 9.0);
    assertRow(out[2], 2 / 16.0 + 3 * 15 / Math.sqrt(16), 1 / 16.0 + 4 * 15 / Math.sqrt(16));
    assertRow(out[3], 3, 4);
  }

  @Test
  void sageWithTheMean() throws Exception {
    SageConv conv = sage(false);

    double[][] out = four.run(GRAPH, Messages.EDGES, conv::apply);

    // neighbors: 10 times their mean; itself: (a, b) -> (b, a)
    assertRow(out[0], 10 * (0 + 2) / 2.0 + 0 + 0.5, 10 * (1 + 1) / 2.0 + 1 - 0.5);
    assertRow(out[2], 10 * (1 + 0 + 3) / 3.0 + 1 + 0.5, 10 * (0 + 1 + 4) / 3.0 + 2 - 0.5);
    assertRow(out[3], 10 * 2 + 4 + 0.5, 10 * 1 + 3 - 0.5);
  }

  @Test
  void sageWithTheWeightedMean() throws Exception {
    SageConv conv = sage(false);

    double[][] out = four.run(WEIGHTED, Messages.EDGES, conv::apply);

    assertRow(out[0], 10 * (2 * 0 + 1 * 2) / 3.0 + 0.5, 10 * (2 * 1 + 1 * 1) / 3.0 + 1 - 0.5);
    assertRow(out[3], 4 + 0.5, 3 - 0.5); // nobody's mean is 0
  }

  @Test
  void sageWithTheMaximum() throws Exception {
    SageConv conv = sage(true);

    double[][] out = four.run(GRAPH, Messages.EDGES, conv::apply);

    assertRow(out[0], 10 * 2 + 0 + 0.5, 10 * 1 + 1 - 0.5);
    assertRow(out[2], 10 * 3 + 1 + 0.5, 10 * 4 + 2 - 0.5);
    assertRow(four.run(WEIGHTED, Messages.EDGES, conv::apply)[3], 4 + 0.5, 3 - 0.5);
  }

  private SageConv sage(boolean max) {
    SageConv conv = new SageConv(four.parameters, "conv", 2, 2, max, Group.REST);
    four.set("conv.lin_l.weight", 10, 0, 0, 10);
    four.set("conv.lin_l.bias", 0.5, -0.5);
    four.set("conv.lin_r.weight", 0, 1, 1, 0);
    return conv;
  }

  @Test
  void gin() throws Exception {
    GinConv conv = new GinConv(four.parameters, "conv", 2, 2, false, Group.REST);
    four.set("conv.eps", 0.5);
    four.set("conv.nn.0.weight", 1, -1, 1, 1); // (a, b) -> (a + b, b - a)
    four.set("conv.nn.0.bias", 0, 1);
    four.set("conv.nn.3.weight", 2, 0, 0, -1);
    four.set("conv.nn.3.bias", 1, 3);

    double[][] out = four.run(GRAPH, Messages.EDGES, (x, g) -> conv.mlp(conv.sum(x, g)));

    // 0: 1.5 (1, 0) + (0, 1) + (2, 1) = (3.5, 2) -> (5.5, -0.5) -> (5.5, 0) -> (12, 3)
    assertRow(out[0], 12, 3);
    // 2: 1.5 (2, 1) + (1, 0) + (0, 1) + (3, 4) = (7, 6.5) -> (13.5, 0.5) -> (28, 2.5)
    assertRow(out[2], 28, 2.5);
    // 3: 1.5 (3, 4) + (2, 1) = (6.5, 7) -> (13.5, 1.5) -> (28, 1.5)
    assertRow(out[3], 28, 1.5);
  }

  @Test
  void ginWithABatchNorm() throws Exception {
    GinConv conv = new GinConv(four.parameters, "conv", 2, 2, true, Group.REST);
    four.set("conv.eps", -1); // leaves the neighbors alone
    four.set("conv.nn.0.weight", 1, 0, 0, 1);
    four.set("conv.nn.0.bias", 7, -7); // a batch norm takes it away again
    four.set("conv.nn.1.weight", 2, 1);
    four.set("conv.nn.1.bias", 4, 3);
    four.set("conv.nn.3.weight", 1, 0, 0, 1);
    four.set("conv.nn.3.bias", 0, 0);

    double[][] out = four.run(GRAPH, Messages.EDGES, (x, g) -> conv.mlp(conv.sum(x, g)));

    // sums are (2, 2), (3, 1), (4, 5), (2, 1): means 2.75 and 2.25, mean squares 8.25 and 7.75
    double first = Math.sqrt(8.25 - 2.75 * 2.75 + EPSILON);
    double second = Math.sqrt(7.75 - 2.25 * 2.25 + EPSILON);
    assertRow(out[0], 4 + 2 * (2 - 2.75) / first, 3 + (2 - 2.25) / second);
    assertRow(out[2], 4 + 2 * (4 - 2.75) / first, 3 + (5 - 2.25) / second);
  }

  @Test
  void appnp() throws Exception {
    ModelConfig config = ModelConfig.of(Map.of("layers", 1, "hidden", 2, "alpha", 0.2));
    try (Gnn model = new Appnp(new GraphInfo(2, 2, 1), config, 1)) {
      for (String name : List.of("lins.0", "lins.1")) {
        FourNodes.set(model.parameters(), name + ".weight", 1, 0, 0, 1);
        FourNodes.set(model.parameters(), name + ".bias", 0, 0);
      }

      double[][] out = four.run(GRAPH, model);

      // degrees with self-loops are 3, 3, 4, 2
      assertRow(
          out[0],
          0.8 * (1 / 3.0 + 2 / Math.sqrt(12)) + 0.2 * 1,
          0.8 * (1 / 3.0 + 1 / Math.sqrt(12)) + 0.2 * 0);
      assertRow(
          out[3],
          0.8 * (2 / Math.sqrt(8) + 3 / 2.0) + 0.2 * 3,
          0.8 * (1 / Math.sqrt(8) + 4 / 2.0) + 0.2 * 4);
    }
  }

  @Test
  void gcn2() throws Exception {
    Gcn2Conv conv = new Gcn2Conv(four.parameters, "conv", 2, 1, gcn2(true), Group.REST);
    four.set("conv.weight1", 0, 1, 1, 0); // (a, b) -> (b, a)

    double[][] out = four.run(GRAPH, Messages.SYMMETRIC, (x, g) -> conv.apply(x, x, g));

    // of layer 1 beta is log(theta + 1) = 1/2: the mean of both columns
    double a = 0.75 * (1 / 3.0 + 2 / Math.sqrt(12)) + 0.25 * 1;
    double b = 0.75 * (1 / 3.0 + 1 / Math.sqrt(12)) + 0.25 * 0;
    assertRow(out[0], (a + b) / 2, (a + b) / 2);
  }

  @Test
  void gcn2OfALaterLayerWithTwoWeights() throws Exception {
    Gcn2Conv conv = new Gcn2Conv(four.parameters, "conv", 2, 4, gcn2(false), Group.REST);
    four.set("conv.weight1", 0, 1, 1, 0);
    four.set("conv.weight2", 3, 0, 0, 3);

    double[][] out = four.run(GRAPH, Messages.SYMMETRIC, (x, g) -> conv.apply(x, x, g));

    double beta = Math.log((Math.sqrt(Math.E) - 1) / 4 + 1);
    double a = 0.75 * (1 / 3.0 + 2 / Math.sqrt(12));
    double b = 0.75 * (1 / 3.0 + 1 / Math.sqrt(12));
    double first = 0.25 * 1 * (1 + 2 * beta); // (1 - beta) + 3 beta
    assertRow(out[0], (1 - beta) * a + beta * b + first, (1 - beta) * b + beta * a);
  }

  private static ModelConfig gcn2(boolean shared) {
    double theta = Math.sqrt(Math.E) - 1;
    return ModelConfig.of(Map.of("alpha", 0.25, "theta", theta, "sharedWeights", shared));
  }
}
