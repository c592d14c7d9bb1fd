package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.gnnautoscale.partition.DegreeBuckets;
import org.jspecify.annotations.Nullable;

/**
 * One graph of the hierarchy: its rows on the cluster, and what the driver knows of its nodes.
 *
 * <pre>
 * on the driver: 4 bytes a node, 8 with node weights
 * </pre>
 *
 * <p>Owns the blocks in the memory of executors until closed.
 */
final class Level implements AutoCloseable {

  /** Aim for what the results of one Spark job bring to the driver, well below 64 MiB. */
  private static final long RESULT_BYTES = 16L << 20;

  private final JavaRDD<RowBlock> blocks;
  private final int numBlocks;
  private final int nodes;
  private final int @Nullable [] nodeWeights;
  private int[] order = new int[0];
  private final int[] bucketStart = new int[DegreeBuckets.COUNT + 1];
  private long arcs;
  private int mostRows;

  private Level(JavaRDD<RowBlock> blocks, int nodes, int @Nullable [] nodeWeights) {
    this.blocks = blocks;
    this.numBlocks = blocks.getNumPartitions();
    this.nodes = nodes;
    this.nodeWeights = nodeWeights;
    this.mostRows = nodes / numBlocks + 1;
  }

  /**
   * Reads every block once, which checks and caches it, and learns its nodes.
   *
   * @param blocks one a partition
   * @param nodes ids are below it
   * @param nodeWeights int32 [nodes], absent if all are 1
   */
  static Level of(JavaRDD<RowBlock> blocks, int nodes, int @Nullable [] nodeWeights) {
    Level level = new Level(blocks, nodes, nodeWeights);
    byte[] bucket = new byte[nodes];
    level.each(
        Level::index,
        Integer.BYTES * (level.mostRows + DegreeBuckets.COUNT + 2L),
        (b, index) -> level.add(index, bucket));
    level.sort(bucket);
    return level;
  }

  /** The same for the finest graph, whose blocks alone know what nodes weigh. */
  static Level ofWeighted(JavaRDD<RowBlock> blocks, int nodes) {
    int[] nodeWeights = new int[nodes];
    Arrays.fill(nodeWeights, 1);
    Level level = of(blocks, nodes, nodeWeights);
    level.each(
        Level::weights,
        2L * Integer.BYTES * level.mostRows,
        (b, weights) -> {
          for (int i = 0; i < weights.length; i += 2) {
            nodeWeights[weights[i]] = weights[i + 1];
          }
        });
    return level;
  }

  /** Nodes, each with its weight. */
  private static int[] weights(RowBlock block) {
    int[] weights = new int[2 * block.rows()];
    for (int r = 0; r < block.rows(); r++) {
      weights[2 * r] = block.node()[r];
      weights[2 * r + 1] = block.nodeWeight(r);
    }
    return weights;
  }

  /** How many rows each degree bucket has, how many arcs there are, then the nodes. */
  private static int[] index(RowBlock block) {
    int head = DegreeBuckets.COUNT;
    int[] index = new int[head + 1 + block.rows()];
    for (int r = 0; r < block.rows(); r++) {
      index[DegreeBuckets.of(block.degree(r))]++;
    }
    index[head] = block.arcs();
    System.arraycopy(block.node(), 0, index, head + 1, block.rows());
    return index;
  }

  private void add(int[] index, byte[] bucket) {
    int next = DegreeBuckets.COUNT + 1;
    for (int d = 0; d < DegreeBuckets.COUNT; d++) {
      bucketStart[d + 1] += index[d];
      for (int i = 0; i < index[d]; i++) {
        bucket[index[next++]] = (byte) d;
      }
    }
    arcs += index[DegreeBuckets.COUNT];
  }

  private void sort(byte[] bucket) {
    for (int d = 0; d < DegreeBuckets.COUNT; d++) {
      bucketStart[d + 1] += bucketStart[d];
    }
    int[] cursor = bucketStart.clone();
    order = new int[bucketStart[DegreeBuckets.COUNT]];
    for (int u = 0; u < nodes; u++) {
      if (bucket[u] > 0) {
        order[cursor[bucket[u]]++] = u;
      }
    }
  }

  /** Takes what a block gave. */
  @FunctionalInterface
  interface Taking<R> {
    void take(int block, R result);
  }

  /** Runs work on every block; the results come in the order of blocks. */
  <R> void each(Function<RowBlock, R> work, long bytesPerBlock, Taking<R> taking) {
    JavaRDD<R> results = blocks.map(work);
    int group = (int) Math.max(1, Math.min(numBlocks, RESULT_BYTES / Math.max(1, bytesPerBlock)));
    for (int from = 0; from < numBlocks; from += group) {
      int to = Math.min(numBlocks, from + group);
      List<R>[] found = results.collectPartitions(IntStream.range(from, to).toArray());
      for (int b = from; b < to; b++) {
        taking.take(b, found[b - from].get(0));
      }
    }
  }

  /** The key at which a slice begins, or, one past the last slice, all have ended. */
  long sliceKey(int slice, int slices) {
    int at = sliceStart(slice, slices);
    if (at == order.length) {
      return Long.MAX_VALUE;
    }
    int bucket = Arrays.binarySearch(bucketStart, at);
    if (bucket < 0) {
      bucket = -bucket - 2;
    }
    while (bucketStart[bucket + 1] <= at) {
      bucket++;
    }
    return RowBlock.key(bucket, order[at]);
  }

  /** The place in {@link #order} at which a slice begins. */
  int sliceStart(int slice, int slices) {
    return (int) ((long) order.length * slice / slices);
  }

  /** Nodes with neighbors in the order in which they are visited. */
  int[] order() {
    return order;
  }

  JavaRDD<RowBlock> blocks() {
    return blocks;
  }

  int numBlocks() {
    return numBlocks;
  }

  /** The most rows that a block can have. */
  int mostRows() {
    return mostRows;
  }

  int nodes() {
    return nodes;
  }

  long arcs() {
    return arcs;
  }

  int @Nullable [] nodeWeights() {
    return nodeWeights;
  }

  int nodeWeight(int node) {
    return nodeWeights == null ? 1 : nodeWeights[node];
  }

  /** Weight of all nodes. */
  long totalNodeWeight() {
    return nodeWeights == null ? nodes : Arrays.stream(nodeWeights).asLongStream().sum();
  }

  /** Which nodes have no neighbors, ascending. */
  int[] isolated() {
    boolean[] connected = new boolean[nodes];
    for (int u : order) {
      connected[u] = true;
    }
    int[] isolated = new int[nodes - order.length];
    int n = 0;
    for (int u = 0; u < nodes; u++) {
      if (!connected[u]) {
        isolated[n++] = u;
      }
    }
    return isolated;
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }
}
