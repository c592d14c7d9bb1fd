package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.engine.Adjacency;
import org.jspecify.annotations.Nullable;

/** What the edges of a subgraph weigh, as a model's {@link Messages} say. */
final class EdgeWeights {

  private final GraphData graph;
  private final Messages messages;
  private float[] scale = {};

  EdgeWeights(GraphData graph, Messages messages) {
    this.graph = graph;
    this.messages = messages;
  }

  boolean selfLoops() {
    return messages == Messages.SYMMETRIC || messages == Messages.SELF_LOOPS;
  }

  /** Weight of a node's self-loop, whose other edges are given. */
  float selfLoop(PartData part, long from, long to) {
    MemorySegment given = part.weight();
    if (messages == Messages.SYMMETRIC || given == null || from == to) {
      return 1;
    }
    double sum = 0;
    for (long arc = from; arc < to; arc++) {
      sum += given.getAtIndex(JAVA_FLOAT, arc);
    }
    return (float) (sum / (to - from));
  }

  /** Room for that many weights; null if all of them are 1. */
  float @Nullable [] room(float @Nullable [] old, int arcs) {
    if (messages != Messages.SYMMETRIC && !graph.shape().weighted()) {
      return null;
    }
    return old != null && old.length >= arcs
        ? old
        : new float[SubgraphBuilder.grown(old == null ? 0 : old.length, arcs)];
  }

  /** Copies the weights of a row's arcs as the graph has them. */
  void copy(PartData part, long from, long to, float @Nullable [] weight, int place) {
    if (weight == null) {
      return;
    }
    MemorySegment given = part.weight();
    for (int i = 0; i < to - from; i++) {
      weight[place + i] = given == null ? 1 : given.getAtIndex(JAVA_FLOAT, from + i);
    }
  }

  /** Turns weights into those of the symmetric normalization, if the model needs it. */
  void normalize(Subgraph subgraph) {
    Adjacency adjacency = subgraph.adjacency();
    float[] weight = adjacency.weight();
    if (messages != Messages.SYMMETRIC || weight == null) {
      return;
    }
    if (scale.length < subgraph.numRows()) {
      scale = new float[SubgraphBuilder.grown(scale.length, subgraph.numRows())];
    }
    for (int row = 0; row < subgraph.numRows(); row++) {
      scale[row] = graph.scale(subgraph.ids[row]);
    }
    int[] rowPtr = adjacency.rowPtr();
    int[] col = adjacency.col();
    for (int row = 0; row < adjacency.numRows(); row++) {
      for (int arc = rowPtr[row]; arc < rowPtr[row + 1]; arc++) {
        weight[arc] *= scale[row] * scale[col[arc]];
      }
    }
  }
}
