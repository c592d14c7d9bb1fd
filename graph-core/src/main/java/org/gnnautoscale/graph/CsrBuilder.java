package org.gnnautoscale.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Sorts pairs into rows: counts degrees, scatters, then sorts each row and merges repeats.
 *
 * <p>Threads write to one array through atomic cursors; the order they leave within a row does not
 * matter, as every row is sorted afterwards. The result is the same for any number of threads.
 *
 * <pre>
 * memory: 4 bytes an arc for the result, 4 more (12 with weights) while it is built
 * </pre>
 */
final class CsrBuilder {

  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int CHUNK = 1 << 14;

  private final int nodes;
  private final Workers workers;

  CsrBuilder(int nodes, Workers workers) {
    if (nodes < 0) {
      throw new IllegalArgumentException("nodes must be at least 0, got " + nodes);
    }
    this.nodes = nodes;
    this.workers = workers;
  }

  CsrGraph build(long[]... blocks) {
    int[] rowPtr = rowPointers(blocks);
    int[] col = new int[rowPtr[nodes]];
    int[] cursor = Arrays.copyOf(rowPtr, nodes);
    for (long[] pairs : blocks) {
      workers.loop(pairs.length, CHUNK, (slot, from, to) -> scatter(pairs, from, to, cursor, col));
    }
    int[] kept = new int[nodes];
    workers.loop(nodes, CHUNK, (slot, from, to) -> sortRows(rowPtr, col, from, to, kept));
    return CsrGraph.of(rowPtr, compact(rowPtr, col, kept));
  }

  CsrGraph build(long[][] pairs, int[][] weights) {
    requireOneEach(pairs.length, weights.length);
    int[] rowPtr = rowPointers(pairs);
    long[] rows = new long[rowPtr[nodes]];
    int[] cursor = Arrays.copyOf(rowPtr, nodes);
    for (int b = 0; b < pairs.length; b++) {
      long[] block = pairs[b];
      int[] ofBlock = weights[b];
      requireOneEach(block.length, ofBlock.length);
      workers.loop(
          block.length, CHUNK, (slot, from, to) -> scatter(block, ofBlock, from, to, cursor, rows));
    }
    int[] col = new int[rows.length];
    int[] arcWeights = new int[rows.length];
    int[] kept = new int[nodes];
    workers.loop(
        nodes, CHUNK, (slot, from, to) -> mergeRows(rowPtr, rows, from, to, col, arcWeights, kept));
    int[] merged = compact(rowPtr.clone(), arcWeights, kept);
    return CsrGraph.of(rowPtr, compact(rowPtr, col, kept)).withArcWeights(merged);
  }

  private static void requireOneEach(int pairs, int weights) {
    if (pairs != weights) {
      throw new IllegalArgumentException(
          "weights must be %d values, one a pair, got %d".formatted(pairs, weights));
    }
  }

  private int[] rowPointers(long[]... blocks) {
    int[] degree = new int[nodes + 1];
    long arcs = 0;
    for (long[] pairs : blocks) {
      arcs += 2L * pairs.length;
    }
    if (arcs > CsrGraph.MAX_ARCS) {
      throw new IllegalArgumentException(
          "graph must have at most %d arcs, two for each edge, got %d"
              .formatted(CsrGraph.MAX_ARCS, arcs));
    }
    for (long[] pairs : blocks) {
      workers.loop(pairs.length, CHUNK, (slot, from, to) -> count(pairs, from, to, degree));
    }
    int sum = 0;
    for (int u = 0; u <= nodes; u++) {
      int d = degree[u];
      degree[u] = sum;
      sum += d;
    }
    return degree;
  }

  private void count(long[] pairs, int from, int to, int[] degree) {
    for (int i = from; i < to; i++) {
      int u = (int) (pairs[i] >>> 32);
      int v = (int) pairs[i];
      if (u < 0 || u >= nodes || v < 0 || v >= nodes) {
        throw new IllegalArgumentException(
            "edge must join two nodes of 0..%d, got %d and %d".formatted(nodes - 1, u, v));
      }
      if (u != v) {
        INTS.getAndAdd(degree, u, 1);
        INTS.getAndAdd(degree, v, 1);
      }
    }
  }

  private static void scatter(long[] pairs, int from, int to, int[] cursor, int[] col) {
    for (int i = from; i < to; i++) {
      int u = (int) (pairs[i] >>> 32);
      int v = (int) pairs[i];
      if (u != v) {
        col[(int) INTS.getAndAdd(cursor, u, 1)] = v;
        col[(int) INTS.getAndAdd(cursor, v, 1)] = u;
      }
    }
  }

  private static void scatter(
      long[] pairs, int[] weights, int from, int to, int[] cursor, long[] rows) {
    for (int i = from; i < to; i++) {
      int u = (int) (pairs[i] >>> 32);
      int v = (int) pairs[i];
      if (u != v) {
        rows[(int) INTS.getAndAdd(cursor, u, 1)] = CsrGraph.pair(v, weights[i]);
        rows[(int) INTS.getAndAdd(cursor, v, 1)] = CsrGraph.pair(u, weights[i]);
      }
    }
  }

  private static void sortRows(int[] rowPtr, int[] col, int from, int to, int[] kept) {
    for (int u = from; u < to; u++) {
      int start = rowPtr[u];
      Arrays.sort(col, start, rowPtr[u + 1]);
      int end = start;
      for (int a = start; a < rowPtr[u + 1]; a++) {
        if (a == start || col[a] != col[end - 1]) {
          col[end++] = col[a];
        }
      }
      kept[u] = end - start;
    }
  }

  private static void mergeRows(
      int[] rowPtr, long[] rows, int from, int to, int[] col, int[] weights, int[] kept) {
    for (int u = from; u < to; u++) {
      int start = rowPtr[u];
      Arrays.sort(rows, start, rowPtr[u + 1]);
      int end = start;
      for (int a = start; a < rowPtr[u + 1]; a++) {
        int v = (int) (rows[a] >>> 32);
        if (a == start || v != col[end - 1]) {
          col[end] = v;
          weights[end++] = (int) rows[a];
        } else {
          weights[end - 1] = Math.addExact(weights[end - 1], (int) rows[a]);
        }
      }
      kept[u] = end - start;
    }
  }

  /** Closes the gaps that repeats left; changes {@code rowPtr} to the new rows. */
  private static int[] compact(int[] rowPtr, int[] values, int[] kept) {
    int end = 0;
    for (int u = 0; u < kept.length; u++) {
      System.arraycopy(values, rowPtr[u], values, end, kept[u]);
      rowPtr[u] = end;
      end += kept[u];
    }
    rowPtr[kept.length] = end;
    return end == values.length ? values : Arrays.copyOf(values, end);
  }
}
