package org.gnnautoscale.spark.partition.distributed;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.spark.ExactPartitioner;
import scala.Tuple2;

/** The graph whose nodes are the clusters of another: weights add up, edges inside of one go. */
final class Contraction {

  private Contraction() {}

  /**
   * The coarse rows; lazy.
   *
   * @param of cluster of each node
   * @param weight of each cluster
   * @param targets into how many blocks the rows go
   */
  static JavaRDD<RowBlock> rows(
      JavaRDD<RowBlock> blocks, Broadcast<int[]> of, Broadcast<int[]> weight, int targets) {
    PairFlatMapFunction<Iterator<RowBlock>, Integer, RowChunk> give =
        one -> new CoarseChunks(one.next(), of.value(), weight.value().length, targets);
    Function2<Integer, Iterator<Tuple2<Integer, RowChunk>>, Iterator<RowBlock>> take =
        (b, chunks) -> List.of(CoarseBlock.of(chunks, b, targets, weight.value())).iterator();
    return blocks
        .mapPartitionsToPair(give)
        .partitionBy(new ExactPartitioner(targets))
        .mapPartitionsWithIndex(take, true);
  }
}
