package org.gnnautoscale.spark.partition.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.spark.TestSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The coarse rows beside the graph that is built of the edges between clusters, one by one. */
class ContractionTest {

  private final JavaSparkContext context = new JavaSparkContext(TestSession.get().sparkContext());

  @ParameterizedTest(name = "{0} blocks of {1} nodes become {2} of {3}")
  @CsvSource({"1, 50, 1, 7", "3, 200, 2, 30", "4, 200, 3, 2", "2, 40, 5, 40"})
  void coarseRowsAreTheEdgesBetweenClustersAddedUp(
      int blocks, int nodes, int targets, int clusters) {
    long[] pairs = RandomPairs.communities(nodes, 6 * nodes, 4, 0.5, nodes);
    int[] of = new Random(1).ints(nodes, 0, clusters).toArray();
    int[] weight = new Random(2).ints(clusters, 1, 9).toArray();
    JavaRDD<RowBlock> fine =
        FirstRows.of(RandomPairs.blocks(pairs, 2), FirstWeights.of(NodeWeight.ONE), blocks);
    Broadcast<int[]> sharedOf = context.broadcast(of);
    Broadcast<int[]> sharedWeight = context.broadcast(weight);

    List<RowBlock> coarse = Contraction.rows(fine, sharedOf, sharedWeight, targets).collect();

    CsrGraph expected = slowly(pairs, of, clusters);
    assertThat(coarse).hasSize(targets);
    int rows = 0;
    for (int b = 0; b < targets; b++) {
      RowBlock block = coarse.get(b);
      for (int r = 0; r < block.rows(); r++) {
        int c = block.node()[r];
        assertThat(c % targets).isEqualTo(b);
        assertThat(block.nodeWeight(r)).isEqualTo(weight[c]);
        assertThat(row(block.rowPtr(), block.col(), r))
            .containsExactly(row(expected.rowPtr(), expected.col(), c));
        assertThat(row(block.rowPtr(), block.arcWeights(), r))
            .containsExactly(row(expected.rowPtr(), expected.arcWeights(), c));
      }
      rows += block.rows();
    }
    assertThat(rows).isEqualTo(connected(expected));
  }

  private static CsrGraph slowly(long[] pairs, int[] of, int clusters) {
    long[] coarse =
        Arrays.stream(pairs)
            .map(pair -> CsrGraph.pair(of[(int) (pair >>> 32)], of[(int) pair]))
            .filter(pair -> pair >>> 32 != (pair & 0xFFFFFFFFL))
            .toArray();
    int[] ones = new int[coarse.length];
    Arrays.fill(ones, 1);
    return CsrGraph.ofWeightedPairs(clusters, coarse, ones);
  }

  private static int[] row(int[] rowPtr, int[] values, int row) {
    return Arrays.copyOfRange(values, rowPtr[row], rowPtr[row + 1]);
  }

  private static int connected(CsrGraph graph) {
    int connected = 0;
    for (int u = 0; u < graph.nodes(); u++) {
      connected += graph.degree(u) > 0 ? 1 : 0;
    }
    return connected;
  }
}
