package org.gnnautoscale.nn;

import static org.gnnautoscale.nn.FourNodes.GRAPH;
import static org.gnnautoscale.nn.FourNodes.WEIGHTED;
import static org.gnnautoscale.nn.FourNodes.assertRow;

import java.nio.file.Path;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.load.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention on {@linkplain FourNodes four nodes}, against numbers worked out by hand. */
class GatByHandTest {

  private static final double LOG_2 = Math.log(2);

  private final FourNodes four;

  GatByHandTest(@TempDir Path directory) {
    four = new FourNodes(directory);
  }

  @AfterEach
  void close() {
    four.close();
  }

  @Test
  void ofOneHeadWeightsAreASoftmaxOfScores() throws Exception {
    GatConv conv = conv(2, new GatConv.Heads(1, false, 0.5, false));
    // the score of w for v is log(2) (a_w - b_v), halved below 0
    four.set("conv.att_src", LOG_2, 0);
    four.set("conv.att_dst", 0, -LOG_2);
    four.set("conv.bias", 100, 200);

    double[][] out = run(GRAPH, conv);

    // for 0, whose b is 0: itself 2^1, 1 has 2^0, 2 has 2^2; they add up to 7
    assertRow(out[0], 100 + (2 * 1 + 1 * 0 + 4 * 2) / 7.0, 200 + (2 * 0 + 1 * 1 + 4 * 1) / 7.0);
    // for 1, whose b is 1: 0 has 2^0, itself 2^(-1/2), 2 has 2^1
    double half = Math.sqrt(0.5);
    double sum = 1 + half + 2;
    assertRow(out[1], 100 + (1 + 2 * 2) / sum, 200 + (half + 2) / sum);
    // for 3, whose b is 4: 2 has 2^(-2/2), itself 2^(-1/2)
    double share = 0.5 / (0.5 + half);
    assertRow(out[3], 100 + share * 2 + (1 - share) * 3, 200 + share * 1 + (1 - share) * 4);
  }

  @Test
  void headsStandSideBySide() throws Exception {
    GatConv conv = conv(1, new GatConv.Heads(2, false, 0.5, false));
    four.set("conv.att_src", LOG_2, 0); // the first head sees a, the second b
    four.set("conv.att_dst", 0, 0);
    four.set("conv.bias", 100, 200);

    double[][] out = run(GRAPH, conv);

    // of 0, 1 and 2: the first head as above, the second alike
    assertRow(out[0], 100 + (2 * 1 + 1 * 0 + 4 * 2) / 7.0, 200 + (0 + 1 + 1) / 3.0);
  }

  @Test
  void headsAreAveraged() throws Exception {
    GatConv conv = conv(1, new GatConv.Heads(2, true, 0.5, false));
    four.set("conv.att_src", LOG_2, 0);
    four.set("conv.att_dst", 0, 0);
    four.set("conv.bias", 100);

    double[][] out = run(GRAPH, conv);

    assertRow(out[0], 100 + (10 / 7.0 + 2 / 3.0) / 2);
  }

  @Test
  void theFeatureOfAnEdgeIsItsWeight() throws Exception {
    GatConv conv = conv(2, new GatConv.Heads(1, false, 0.5, true));
    four.set("conv.att_src", 0, 0);
    four.set("conv.att_dst", 0, 0);
    four.set("conv.lin_edge.weight", 2, 1);
    four.set("conv.att_edge", LOG_2, -LOG_2); // the score is (2 - 1) log(2) times the weight

    double[][] out = run(WEIGHTED, conv);

    // into 0: 2^2 from 1, 2^1 from 2, and from itself 2^1.5, as its edges weigh 1.5 on average
    double own = Math.pow(2, 1.5);
    double sum = 4 + 2 + own;
    assertRow(out[0], (4 * 0 + 2 * 2 + own * 1) / sum, (4 * 1 + 2 * 1 + own * 0) / sum);
    assertRow(out[3], 3, 4); // itself alone
  }

  /** One whose linear layer leaves things as they are. */
  private GatConv conv(int out, GatConv.Heads heads) {
    GatConv conv = new GatConv(four.parameters, "conv", 2, out, heads, Group.REST);
    four.set("conv.lin.weight", 1, 0, 0, 1);
    return conv;
  }

  private double[][] run(TinyGraph graph, GatConv conv) throws Exception {
    return four.run(graph, Messages.SELF_LOOPS, (x, g) -> conv.apply(x, g, 0));
  }
}
