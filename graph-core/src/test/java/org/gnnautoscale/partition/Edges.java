package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;

/** Edges of a small graph for a test. */
final class Edges {

  private long[] pairs = new long[16];
  private int size;

  void join(int u, int v) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
    }
    pairs[size++] = CsrGraph.pair(u, v);
  }

  void clique(int from, int to) {
    for (int u = from; u < to; u++) {
      for (int v = u + 1; v < to; v++) {
        join(u, v);
      }
    }
  }

  CsrGraph graph(int nodes) {
    return CsrGraph.ofPairs(nodes, Arrays.copyOf(pairs, size));
  }

  /** About so many edges between nodes drawn evenly. */
  static CsrGraph random(int nodes, int edges, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Edges drawn = new Edges();
    for (int i = 0; i < edges; i++) {
      drawn.join(random.nextInt(nodes), random.nextInt(nodes));
    }
    return drawn.graph(nodes);
  }
}
