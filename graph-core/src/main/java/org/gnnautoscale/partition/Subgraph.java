package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.jspecify.annotations.Nullable;

/** The nodes of one side of a graph, and the edges among them, as a graph of its own. */
final class Subgraph {

  /** Node of the whole graph for each node of this one, ascending. */
  final int[] nodes;

  private final CsrGraph whole;
  private final int[] place;

  /**
   * Finds the nodes.
   *
   * @param sides int32 [nodes]
   */
  Subgraph(CsrGraph whole, int[] sides, int side) {
    this.whole = whole;
    this.place = new int[sides.length];
    int n = 0;
    for (int u = 0; u < sides.length; u++) {
      place[u] = sides[u] == side ? n++ : -1;
    }
    this.nodes = new int[n];
    for (int u = 0; u < sides.length; u++) {
      if (place[u] >= 0) {
        nodes[place[u]] = u;
      }
    }
  }

  /** The graph, with the weights of the whole one. */
  CsrGraph graph() {
    int[] rowPtr = rowPtr();
    int[] col = new int[rowPtr[nodes.length]];
    int @Nullable [] fine = whole.arcWeights();
    int @Nullable [] weights = fine == null ? null : new int[col.length];
    int end = 0;
    for (int u : nodes) {
      for (int a = whole.rowPtr()[u]; a < whole.rowPtr()[u + 1]; a++) {
        int v = place[whole.col()[a]];
        if (v >= 0) {
          col[end] = v;
          if (weights != null && fine != null) {
            weights[end] = fine[a];
          }
          end++;
        }
      }
    }
    CsrGraph half = CsrGraph.of(rowPtr, col).withNodeWeights(nodeWeights());
    return weights == null ? half : half.withArcWeights(weights);
  }

  private int[] rowPtr() {
    int[] rowPtr = new int[nodes.length + 1];
    for (int i = 0; i < nodes.length; i++) {
      int inside = 0;
      for (int a = whole.rowPtr()[nodes[i]]; a < whole.rowPtr()[nodes[i] + 1]; a++) {
        inside += place[whole.col()[a]] >= 0 ? 1 : 0;
      }
      rowPtr[i + 1] = rowPtr[i] + inside;
    }
    return rowPtr;
  }

  private int[] nodeWeights() {
    int[] weights = new int[nodes.length];
    Arrays.setAll(weights, i -> whole.nodeWeight(nodes[i]));
    return weights;
  }
}
