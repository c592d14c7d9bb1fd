package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.io.BadDataException;

/**
 * The edges of a source without self-loops and repeats, and what cleaning changed.
 *
 * <p>Arcs are grouped by source node (counting sort), each group is sorted, and repeats are merged
 * in place: their weights are added. Of an undirected graph both arcs of a pair count as one edge.
 *
 * <pre>
 * start   int32 [n + 1], end int32 [n]: the arcs of a node are at start[v] .. end[v] - 1
 * target  int32 [rows], weight float32 [rows] or empty
 * </pre>
 *
 * <p>4 bytes a row (8 with weights) beside those of the list. Immutable, so safe to share.
 */
public final class CleanEdges implements EdgeSource {

  private static final int SLICE_ROWS = 1 << 19;
  private static final float[] NO_WEIGHTS = {};

  private final NodeIds ids;
  private final boolean directed;
  private final boolean weighted;
  private final int[] start;
  private final int[] end;
  private final int[] target;
  private final float[] weight;
  private long selfLoops;
  private long duplicateEdges;
  private long addedReverse;
  private long size;

  private CleanEdges(EdgeList list, NodeIds ids, boolean directed) {
    this.ids = ids;
    this.directed = directed;
    this.weighted = list.isWeighted();
    this.start = new int[ids.size() + 1];
    this.end = new int[ids.size()];
    countBySource(list);
    this.target = new int[start[ids.size()]];
    this.weight = weighted ? new float[target.length] : NO_WEIGHTS;
    scatter(list);
    mergeRepeats();
  }

  /** Keeps the direction of each edge. */
  public static CleanEdges directed(EdgeList list, NodeIds ids) {
    CleanEdges edges = new CleanEdges(list, ids, true);
    edges.size = edges.arcs();
    return edges;
  }

  /**
   * Takes each edge for both directions.
   *
   * @throws BadDataException if the two directions of an edge have different weights
   */
  public static CleanEdges undirected(EdgeList list, NodeIds ids) throws IOException {
    CleanEdges edges = new CleanEdges(list, ids, false);
    edges.pairUp(list.origin());
    return edges;
  }

  /** Rows that joined a node to itself. */
  public long selfLoops() {
    return selfLoops;
  }

  /** Rows that repeated an arc. */
  public long duplicateEdges() {
    return duplicateEdges;
  }

  /** Arcs whose reverse was not in the source; 0 for a directed graph. */
  public long addedReverse() {
    return addedReverse;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isWeighted() {
    return weighted;
  }

  @Override
  public int slices() {
    return 1 + target.length / SLICE_ROWS;
  }

  @Override
  public void forEach(int slice, Sink sink) throws IOException {
    int from = firstNode(slice);
    int to = firstNode(slice + 1);
    for (int node = from; node < to; node++) {
      for (int at = start[node]; at < end[node]; at++) {
        if (stands(node, target[at])) {
          sink.edge(node, target[at], weighted ? weight[at] : 1);
        }
      }
    }
  }

  /** Neighbors of each node (directed: incoming edges), without repeats and self-loops. */
  int[] degrees() {
    int[] degrees = new int[end.length];
    for (int node = 0; node < end.length; node++) {
      for (int at = start[node]; at < end[node]; at++) {
        if (stands(node, target[at])) {
          degrees[target[at]]++;
          degrees[node] += directed ? 0 : 1;
        }
      }
    }
    return degrees;
  }

  /** Whether an arc stands for its edge: of the two arcs of a pair, the one from the lower node. */
  private boolean stands(int from, int to) {
    return directed || from < to || find(to, from) < 0;
  }

  private int find(int from, int to) {
    return Arrays.binarySearch(target, start[from], end[from], to);
  }

  private int firstNode(int slice) {
    if (slice == slices()) {
      return end.length;
    }
    int row = (int) ((long) target.length * slice / slices());
    int found = Arrays.binarySearch(start, row);
    int node = found >= 0 ? found : -found - 1;
    while (node > 0 && start[node - 1] == row) {
      node--;
    }
    return Math.min(node, end.length);
  }

  private void countBySource(EdgeList list) {
    for (int row = 0; row < list.size(); row++) {
      if (list.src(row) == list.dst(row)) {
        selfLoops++;
      } else {
        start[list.src(row) + 1]++;
      }
    }
    for (int node = 0; node < end.length; node++) {
      start[node + 1] += start[node];
    }
  }

  private void scatter(EdgeList list) {
    System.arraycopy(start, 0, end, 0, end.length);
    for (int row = 0; row < list.size(); row++) {
      int from = list.src(row);
      if (from != list.dst(row)) {
        int at = end[from]++;
        target[at] = list.dst(row);
        if (weighted) {
          weight[at] = list.weight(row);
        }
      }
    }
  }

  private void mergeRepeats() {
    for (int node = 0; node < end.length; node++) {
      sort(node);
      int last = start[node] - 1;
      for (int at = start[node]; at < end[node]; at++) {
        if (last >= start[node] && target[last] == target[at]) {
          duplicateEdges++;
          if (weighted) {
            weight[last] += weight[at];
          }
        } else {
          last++;
          target[last] = target[at];
          if (weighted) {
            weight[last] = weight[at];
          }
        }
      }
      end[node] = last + 1;
    }
  }

  private void sort(int node) {
    int from = start[node];
    int count = end[node] - from;
    if (!weighted) {
      Arrays.sort(target, from, end[node]);
      return;
    }
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = ((long) target[from + i] << 32) | i;
    }
    Arrays.sort(order);
    float[] unsorted = Arrays.copyOfRange(weight, from, end[node]);
    for (int i = 0; i < count; i++) {
      target[from + i] = (int) (order[i] >>> 32);
      weight[from + i] = unsorted[(int) order[i]];
    }
  }

  private long arcs() {
    long arcs = 0;
    for (int node = 0; node < end.length; node++) {
      arcs += end[node] - start[node];
    }
    return arcs;
  }

  private void pairUp(Origin origin) throws IOException {
    for (int node = 0; node < end.length; node++) {
      for (int at = start[node]; at < end[node]; at++) {
        int reverse = find(target[at], node);
        if (reverse < 0) {
          addedReverse++;
        } else if (weighted && differ(weight[at], weight[reverse])) {
          throw weightsDiffer(origin, node, at, reverse);
        }
      }
    }
    size = (arcs() + addedReverse) / 2;
  }

  /** Sums of the same weights in another order may differ in the last bits. */
  private static boolean differ(float a, float b) {
    return Math.abs(a - b) > 1e-5f * Math.max(Math.abs(a), Math.abs(b));
  }

  private BadDataException weightsDiffer(Origin origin, int node, int at, int reverse) {
    String from = ids.text(node);
    String to = ids.text(target[at]);
    return origin
        .bad("an edge has different weights in its two directions")
        .with("edge", "%s -> %s has %s".formatted(from, to, weight[at]))
        .with("edge back", "%s -> %s has %s".formatted(to, from, weight[reverse]))
        .fix("import with --directed, or make the two weights equal");
  }
}
