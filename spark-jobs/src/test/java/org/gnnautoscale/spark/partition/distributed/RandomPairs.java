package org.gnnautoscale.spark.partition.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.ingest.EdgeBlock;

/** Edges for tests. */
final class RandomPairs {

  private RandomPairs() {}

  /** Edges between random nodes, most of them inside of communities of consecutive ids. */
  static long[] communities(int nodes, int edges, int communities, double mixing, long seed) {
    Random random = new Random(seed);
    int size = nodes / communities;
    return random
        .ints(edges, 0, nodes)
        .mapToLong(
            u -> {
              int first = u / size * size;
              boolean outside = random.nextDouble() < mixing;
              int v =
                  outside
                      ? random.nextInt(nodes)
                      : first + random.nextInt(Math.min(size, nodes - first));
              return u < v ? CsrGraph.pair(u, v) : CsrGraph.pair(v, u);
            })
        .filter(pair -> pair >>> 32 != (pair & 0xFFFFFFFFL))
        .distinct()
        .toArray();
  }

  /** Edges dealt out to blocks. */
  static JavaRDD<EdgeBlock> blocks(long[] pairs, int blocks) {
    List<EdgeBlock> list = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      int block = b;
      list.add(
          EdgeBlock.of(
              IntStream.range(0, pairs.length)
                  .filter(i -> i % blocks == block)
                  .mapToLong(i -> pairs[i])
                  .sorted()
                  .toArray()));
    }
    return new JavaSparkContext(TestSession.get().sparkContext()).parallelize(list, blocks);
  }
}
