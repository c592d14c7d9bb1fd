package org.gnnautoscale.spark.shard;

import java.util.Iterator;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.PairBuffer;
import org.gnnautoscale.spark.ingest.PairChunks;
import org.jspecify.annotations.Nullable;

/**
 * The in-edges that edges stand for, each bound for the part that owns its row: destination in the
 * upper half, source in the lower, both as global ids.
 */
final class ArcSource implements PairChunks.Source {

  private final Iterator<EdgeBlock> blocks;
  private final NodeOrder order;
  private final boolean directed;
  private long[] pairs = new long[0];
  private float @Nullable [] weights;
  private int next;

  ArcSource(Iterator<EdgeBlock> blocks, NodeOrder order, boolean directed) {
    this.blocks = blocks;
    this.order = order;
    this.directed = directed;
  }

  @Override
  public boolean addNext(PairBuffer buffer) {
    while (next == pairs.length) {
      if (!blocks.hasNext()) {
        return false;
      }
      EdgeBlock block = blocks.next();
      pairs = block.pairs();
      weights = block.weights();
      next = 0;
    }
    int src = (int) (pairs[next] >>> 32);
    int dst = (int) pairs[next];
    float weight = weights == null ? 1 : weights[next];
    next++;
    add(buffer, dst, src, weight);
    if (!directed) {
      add(buffer, src, dst, weight);
    }
    return true;
  }

  private void add(PairBuffer buffer, int row, int col, float weight) {
    long arc = ((long) order.node(row) << 32) | order.node(col);
    buffer.add(order.part(row), arc, weight);
  }
}
