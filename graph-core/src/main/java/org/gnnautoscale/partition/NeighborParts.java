package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * For each node, the parts its neighbors are in, and how many are in each.
 *
 * <pre>
 * part  int32 [arcs], count int32 [arcs], size int32 [nodes]: 8 bytes an arc, 4 a node
 * the entries of node u are at rowPtr[u] .. rowPtr[u] + size[u] - 1, in no order
 * </pre>
 */
final class NeighborParts {

  private static final int CHUNK = 1024;

  final int[] part;
  final int[] count;
  final int[] size;
  private final int[] rowPtr;

  NeighborParts(CsrGraph graph, int[] of, int parts, Workers workers) {
    this.rowPtr = graph.rowPtr();
    this.part = new int[graph.arcs()];
    this.count = new int[graph.arcs()];
    this.size = new int[graph.nodes()];
    Tally[] tallies = Tally.forSlots(workers, parts);
    workers.loop(
        graph.nodes(),
        CHUNK,
        (slot, from, to) -> {
          for (int u = from; u < to; u++) {
            fill(u, graph.col(), of, tallies[slot]);
          }
        });
  }

  private void fill(int u, int[] col, int[] of, Tally tally) {
    int first = rowPtr[u];
    int n = tally.countRow(col, first, rowPtr[u + 1], of, of[u]);
    System.arraycopy(tally.label, 0, part, first, n);
    System.arraycopy(tally.total, 0, count, first, n);
    if (tally.inside > 0) {
      part[first + n] = of[u];
      count[first + n] = tally.inside;
      n++;
    }
    size[u] = n;
  }

  /** How many neighbors of a node are in a part. */
  int count(int u, int p) {
    int at = find(u, p);
    return at < 0 ? 0 : count[at];
  }

  /** Tells a node that one of its neighbors has moved. */
  void moved(int u, int from, int to) {
    int at = find(u, from);
    if (--count[at] == 0) {
      int last = rowPtr[u] + --size[u];
      part[at] = part[last];
      count[at] = count[last];
    }
    int place = find(u, to);
    if (place < 0) {
      place = rowPtr[u] + size[u]++;
      part[place] = to;
      count[place] = 0;
    }
    count[place]++;
  }

  private int find(int u, int p) {
    int end = rowPtr[u] + size[u];
    for (int i = rowPtr[u]; i < end; i++) {
      if (part[i] == p) {
        return i;
      }
    }
    return -1;
  }
}
