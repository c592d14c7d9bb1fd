package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.dataset.matlab.MatMatrix;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.SparseRows;
import org.gnnautoscale.io.BadDataException;

/** Features or labels out of a matrix with one row a node. */
final class MatRows {

  private final MatMatrix matrix;
  private final int nodes;

  MatRows(MatMatrix matrix, int nodes) {
    this.matrix = matrix;
    this.nodes = nodes;
  }

  /** The rows as features: sparse ones of a sparse matrix, else dense ones. */
  NodeFeatures features() throws IOException {
    requireRows();
    return matrix.isSparse() ? sparse().features(matrix.origin()) : dense();
  }

  private NodeFeatures dense() throws IOException {
    int width = matrix.columns();
    float[] zeros = new float[width];
    float[][] rows = new float[nodes][];
    Arrays.fill(rows, zeros);
    matrix.entries(
        (row, column, value) -> {
          if (rows[row] == zeros) {
            rows[row] = new float[width];
          }
          rows[row][column] = (float) value;
        });
    return FeatureChecks.dense(rows, width, matrix.origin());
  }

  /** The rows as labels: class numbers of a single column, else 0 or 1 for each column. */
  NodeLabels labels() throws IOException {
    boolean rowVector = matrix.rows() == 1 && matrix.columns() == nodes;
    if (rowVector || (matrix.rows() == nodes && matrix.columns() == 1)) {
      return classNumbers();
    }
    requireRows();
    SparseRows ones = sparse();
    int[][] labelsOf = new int[nodes][];
    int most = 0;
    for (int node = 0; node < nodes; node++) {
      labelsOf[node] = ones.columns(node);
      most = Math.max(most, labelsOf[node].length);
      requireOnes(node, labelsOf[node], ones.values(node));
    }
    return most > 1
        ? NodeLabels.sets(labelsOf, ones.width(), List.of(), matrix.origin())
        : NodeLabels.numbers(single(labelsOf), ones.width());
  }

  private static int[] single(int[][] labelsOf) {
    int[] classOf = new int[labelsOf.length];
    Arrays.setAll(classOf, node -> labelsOf[node].length == 0 ? -1 : labelsOf[node][0]);
    return classOf;
  }

  private void requireOnes(int node, int[] columns, float[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 1 || (i > 0 && columns[i] == columns[i - 1])) {
        throw matrix
            .origin()
            .badRow("a label of several must be 0 or 1", node)
            .with("column", columns[i])
            .with("value", values[i])
            .fix("write 1 where the node has the label, else 0; or one column of class numbers");
      }
    }
  }

  private NodeLabels classNumbers() throws IOException {
    long[] numbers = new long[nodes];
    matrix.entries(
        (row, column, value) -> {
          int node = Math.max(row, column);
          numbers[node] = ArrayParts.classNumber(value, node, matrix.origin());
        });
    return NodeLabels.checked(numbers, 0, matrix.origin());
  }

  /** The entries, sorted by row: they come column by column. */
  private SparseRows sparse() throws IOException {
    Entries entries = new Entries();
    matrix.entries(entries::add);
    long[] starts = new long[nodes + 1];
    for (int i = 0; i < entries.size; i++) {
      starts[entries.row[i] + 1]++;
    }
    for (int row = 0; row < nodes; row++) {
      starts[row + 1] += starts[row];
    }
    long[] columns = new long[entries.size];
    float[] values = new float[entries.size];
    long[] next = Arrays.copyOf(starts, nodes);
    for (int i = 0; i < entries.size; i++) {
      int at = (int) next[entries.row[i]]++;
      columns[at] = entries.column[i];
      values[at] = entries.value[i];
    }
    return SparseRows.checked(matrix.columns(), starts, columns, values, matrix.origin());
  }

  private static final class Entries {

    private int[] row = new int[1024];
    private int[] column = new int[1024];
    private float[] value = new float[1024];
    private int size;

    void add(int itsRow, int itsColumn, double itsValue) {
      if (size == row.length) {
        row = Arrays.copyOf(row, 2 * size);
        column = Arrays.copyOf(column, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      row[size] = itsRow;
      column[size] = itsColumn;
      value[size++] = (float) itsValue;
    }
  }

  private void requireRows() throws IOException {
    if (matrix.rows() == nodes) {
      return;
    }
    BadDataException error =
        matrix
            .origin()
            .bad(
                matrix.columns() == nodes
                    ? "a matrix looks transposed"
                    : "matrices of one graph have unequal lengths")
            .with("expected", "%d rows, one a node".formatted(nodes))
            .with("found", matrix);
    throw error.fix(
        matrix.columns() == nodes
            ? "save its transpose"
            : "give every matrix one row for each node, in the same order");
  }
}
