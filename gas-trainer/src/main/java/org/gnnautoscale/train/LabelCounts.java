package org.gnnautoscale.train;

import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/** How frequent labels are among the training nodes of a split. */
final class LabelCounts {

  private final long[] nodes;
  private final long all;

  private LabelCounts(long[] nodes, long all) {
    this.nodes = nodes;
    this.all = all;
  }

  static LabelCounts of(GraphData graph, int split) {
    Matrix labels = graph.labels();
    long[] nodes = new long[graph.shape().classes()];
    long all = 0;
    for (long v = 0; v < graph.numNodes(); v++) {
      if (graph.role(v, split) == Role.TRAIN && graph.isLabelled(v)) {
        all++;
        for (int c = 0; c < nodes.length; c++) {
          boolean has = labels == null ? graph.label(v) == c : labels.get(v, c) > 0.5f;
          nodes[c] += has ? 1 : 0;
        }
      }
    }
    return new LabelCounts(nodes, all);
  }

  /** Training nodes of each class, or that have each label: int64 [classes]; not to be changed. */
  long[] nodes() {
    return nodes;
  }

  /** Training nodes. */
  long all() {
    return all;
  }
}
