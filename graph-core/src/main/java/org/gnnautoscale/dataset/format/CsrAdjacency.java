package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.numpy.NpzFile;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.SparseRows;

/**
 * An adjacency matrix as CSR pieces in an npz archive.
 *
 * <pre>
 * data [e]  indices [e]  indptr [n + 1]  shape [2], behind a prefix
 * </pre>
 *
 * <p>Values other than 1 are weights, and 0 is no edge.
 */
final class CsrAdjacency {

  private final NpzFile npz;
  private final String prefix;
  private final long[] starts;
  private final int nodes;

  private CsrAdjacency(NpzFile npz, String prefix, long[] starts) {
    this.npz = npz;
    this.prefix = prefix;
    this.starts = starts;
    this.nodes = Math.max(0, starts.length - 1);
  }

  /** Reads and checks the shape. */
  static CsrAdjacency of(NpzFile npz, String prefix) throws IOException {
    long[] starts = npz.array(prefix + "indptr").requireRank(1, "[n + 1]").wholeNumbers();
    CsrAdjacency adjacency = new CsrAdjacency(npz, prefix, starts);
    adjacency.requireSquare();
    return adjacency;
  }

  /** Number of nodes. */
  int nodes() {
    return nodes;
  }

  private void requireSquare() throws IOException {
    NpyArray array = npz.array(prefix + "shape");
    long[] shape = array.wholeNumbers();
    if (shape.length != 2 || shape[0] != nodes || shape[1] != nodes) {
      throw array
          .origin()
          .bad("the adjacency is not square, or its row pointers are of another graph")
          .with(
              "expected",
              "(%d, %d), as %sindptr has %d entries".formatted(nodes, nodes, prefix, nodes + 1))
          .with("found", Arrays.toString(shape))
          .fix("save the matrix again with scipy in CSR form");
    }
  }

  /** Its edges. */
  EdgeList edges() throws IOException {
    NpyArray indices = npz.array(prefix + "indices");
    long[] columns = indices.wholeNumbers();
    float[] values = npz.array(prefix + "data").floats();
    for (int row = 0; row < nodes; row++) {
      long end = Math.min(starts[row + 1], columns.length);
      for (long at = Math.max(0, starts[row]); at < end; at++) {
        ArrayParts.position(columns[(int) at], nodes, indices.origin(), at, 0);
      }
    }
    Origin origin = prefix.isEmpty() ? npz.origin() : npz.origin().array(prefix.replace("_", ""));
    SparseRows rows = SparseRows.checked(nodes, starts, columns, values, origin);
    EdgeList edges = isWeighted(values) ? EdgeList.weighted(origin) : EdgeList.unweighted(origin);
    for (int row = 0; row < nodes; row++) {
      add(edges, row, rows.columns(row), rows.values(row));
    }
    return edges;
  }

  private static boolean isWeighted(float[] values) {
    for (float value : values) {
      if (value != 0 && value != 1) {
        return true;
      }
    }
    return false;
  }

  private static void add(EdgeList edges, int row, int[] columns, float[] values)
      throws IOException {
    for (int i = 0; i < columns.length; i++) {
      if (values[i] != 0) {
        int column = columns[i];
        float weight =
            FeatureChecks.requireWeight(
                values[i],
                () ->
                    edges
                        .origin()
                        .badRow("an edge weight is out of range", row)
                        .with("column", column));
        edges.add(row, column, weight);
      }
    }
  }
}
