package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.jspecify.annotations.Nullable;

/**
 * A first bisection: one side grows from a random node, always by the node that adds least to the
 * cut.
 *
 * <p>Where nothing is left to grow into, as in a graph of several components, it starts again at
 * another node.
 */
final class GreedyGrowing {

  private final CsrGraph graph;
  private final SplittableRandom random;
  private final GainHeap heap;
  private final int[] start;
  private final int[] gain;

  GreedyGrowing(CsrGraph graph, long seed) {
    this.graph = graph;
    this.random = new SplittableRandom(seed);
    this.heap = new GainHeap(graph.nodes());
    this.start = new int[graph.nodes()];
    this.gain = new int[graph.nodes()];
    for (int u = 0; u < start.length; u++) {
      start[u] = -graph.weightedDegree(u);
    }
  }

  /**
   * Grows side 0 to a weight.
   *
   * @param target weight at which side 0 is done
   * @param cap heaviest weight of either side
   */
  Bisection grow(int target, int[] cap) {
    int n = graph.nodes();
    int[] side = new int[n];
    Arrays.fill(side, 1);
    Bisection halves = new Bisection(graph, side, cap);
    System.arraycopy(start, 0, gain, 0, n);
    heap.clear();
    boolean[] seen = new boolean[n];
    int next = random.nextInt(n);
    for (int tried = 0; halves.weight[0] < target; ) {
      if (heap.isEmpty()) {
        if (tried == n) {
          break;
        }
        next = next + 1 == n ? 0 : next + 1;
        tried++;
        if (!seen[next]) {
          heap.put(next, gain[next]);
        }
        continue;
      }
      int u = heap.top();
      heap.remove(u);
      seen[u] = true;
      if (graph.nodeWeight(u) <= cap[0] - halves.weight[0]) {
        take(u, halves, seen);
      }
    }
    return halves;
  }

  private void take(int u, Bisection halves, boolean[] seen) {
    halves.move(u);
    int @Nullable [] weights = graph.arcWeights();
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int v = graph.col()[a];
      if (!seen[v]) {
        gain[v] += 2 * (weights == null ? 1 : weights[a]);
        heap.put(v, gain[v]);
      }
    }
  }
}
