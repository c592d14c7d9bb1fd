package org.gnnautoscale.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The edges into the nodes of a batch, as a sparse matrix: row = target, column = source.
 *
 * <pre>
 * rowPtr  int32 [numRows + 1], ascending from 0
 * col     int32 [numArcs], 0 up to but without numCols
 * weight  float32 [numArcs], or absent: all 1
 * </pre>
 *
 * <p>The arrays are not copied and may be longer than needed, so that a loader can use them again
 * for a later batch: see {@link #reset}. So are those of what is computed from it, its transpose or
 * a copy without some entries. Not thread-safe while it is reset or transposed; otherwise read
 * only.
 */
public final class Adjacency {

  private int numRows;
  private int numCols;
  private int[] rowPtr = {0};
  private int[] col = {};
  private float @Nullable [] weight;
  private final Derived transposed = new Derived();
  private final Derived sources = new Derived();
  private final Derived targets = new Derived();
  private final Derived incoming = new Derived();
  private final Deque<Adjacency> spare = new ArrayDeque<>();
  private int[] transposedArcs = {};
  private boolean arcsAreCurrent;
  private int longestRow;

  /** What is computed from this matrix when it is asked for; its arrays serve the next batch. */
  private static final class Derived {
    private @Nullable Adjacency matrix;
    private boolean isCurrent;

    Adjacency matrix() {
      Adjacency made = matrix == null ? new Adjacency() : matrix;
      matrix = made;
      return made;
    }
  }

  /** An empty matrix, to be filled by {@link #reset}. */
  public Adjacency() {}

  /** A matrix over arrays that are not copied; {@code weight} may be null: all 1. */
  public static Adjacency of(
      int numRows, int numCols, int[] rowPtr, int[] col, float @Nullable [] weight) {
    Adjacency adjacency = new Adjacency();
    adjacency.reset(numRows, numCols, rowPtr, col, weight);
    return adjacency;
  }

  /** Takes the arrays of another batch; the memory of the transpose is used again. */
  public void reset(int numRows, int numCols, int[] rowPtr, int[] col, float @Nullable [] weight) {
    requireArrays(numRows, rowPtr, col, weight);
    requireSources(numCols, col, rowPtr[numRows]);
    set(numRows, numCols, rowPtr, col, weight);
  }

  private void set(int numRows, int numCols, int[] rowPtr, int[] col, float @Nullable [] weight) {
    this.numRows = numRows;
    this.numCols = numCols;
    this.rowPtr = rowPtr;
    this.col = col;
    this.weight = weight;
    this.transposed.isCurrent = false;
    this.sources.isCurrent = false;
    this.targets.isCurrent = false;
    this.incoming.isCurrent = false;
    this.arcsAreCurrent = false;
    this.longestRow = 0;
    for (int r = 0; r < numRows; r++) {
      longestRow = Math.max(longestRow, rowPtr[r + 1] - rowPtr[r]);
    }
  }

  /** Targets. */
  public int numRows() {
    return numRows;
  }

  /** Sources. */
  public int numCols() {
    return numCols;
  }

  /** Entries. */
  public int numArcs() {
    return rowPtr[numRows];
  }

  /** Entries of the longest row. */
  int longestRow() {
    return longestRow;
  }

  /** Entries of a row. */
  public int rowLength(int row) {
    return rowPtr[row + 1] - rowPtr[row];
  }

  /** Sum of the weights of a row's entries. */
  public double rowWeight(int row) {
    float[] weights = weight;
    if (weights == null) {
      return rowLength(row);
    }
    double sum = 0;
    for (int e = rowPtr[row]; e < rowPtr[row + 1]; e++) {
      sum += weights[e];
    }
    return sum;
  }

  /** Where each row begins; at least numRows + 1 values. */
  public int[] rowPtr() {
    return rowPtr;
  }

  /** Source of each entry; at least numArcs values. */
  public int[] col() {
    return col;
  }

  /** Weight of each entry; at least numArcs values, or null: all 1. */
  public float @Nullable [] weight() {
    return weight;
  }

  /**
   * The transpose of the first {@code cols} columns: row = source, column = target, ascending.
   *
   * <p>Kept until the next {@link #reset}, so that a loader's thread can build it ahead of use.
   */
  public Adjacency transpose(int cols) {
    Objects.checkFromToIndex(0, cols, numCols);
    Adjacency result = transposed.matrix();
    if (!transposed.isCurrent || result.numRows != cols) {
      fillTranspose(result, cols);
      transposed.isCurrent = true;
      arcsAreCurrent = false;
    }
    return result;
  }

  /** Bytes of all arrays that have been made so far, those of other views of the edges too. */
  public long bytes() {
    long bytes = 4L * (rowPtr.length + col.length + (weight == null ? 0 : weight.length));
    bytes += 4L * transposedArcs.length;
    for (Derived view : List.of(transposed, sources, targets, incoming)) {
      bytes += view.matrix == null ? 0 : view.matrix.bytes(); // arrays may be shared
    }
    return bytes;
  }

  /** Which entry of this matrix each entry of {@link #transpose} is; kept as long. */
  public int[] transposeArcs(int cols) {
    Adjacency back = transpose(cols);
    if (!arcsAreCurrent) {
      transposedArcs = capacity(transposedArcs, back.numArcs());
      fillArcs(back.rowPtr, cols);
      arcsAreCurrent = true;
    }
    return transposedArcs;
  }

  /** Moves each row's place of {@code ptr} on to the next one's, and puts them back. */
  private void fillArcs(int[] ptr, int cols) {
    for (int e = 0, n = numArcs(); e < n; e++) {
      if (col[e] < cols) {
        transposedArcs[ptr[col[e]]++] = e;
      }
    }
    System.arraycopy(ptr, 0, ptr, 1, cols);
    ptr[0] = 0;
  }

  /** Which node is the source of each entry: [numArcs, numCols], one 1 a row. */
  public Adjacency sources() {
    Adjacency result = sources.matrix();
    if (!sources.isCurrent) {
      result.set(numArcs(), numCols, upTo(result.rowPtr, numArcs()), col, null);
      sources.isCurrent = true;
    }
    return result;
  }

  /** Which node is the target of each entry: [numArcs, numRows], one 1 a row. */
  public Adjacency targets() {
    Adjacency result = targets.matrix();
    if (!targets.isCurrent) {
      int[] rows = capacity(result.col, numArcs());
      for (int r = 0; r < numRows; r++) {
        Arrays.fill(rows, rowPtr[r], rowPtr[r + 1], r);
      }
      result.set(numArcs(), numRows, upTo(result.rowPtr, numArcs()), rows, null);
      targets.isCurrent = true;
    }
    return result;
  }

  /** Which entries end in each target: [numRows, numArcs]. */
  public Adjacency incoming() {
    Adjacency result = incoming.matrix();
    if (!incoming.isCurrent) {
      result.set(numRows, numArcs(), rowPtr, upTo(result.col, numArcs()), null);
      incoming.isCurrent = true;
    }
    return result;
  }

  /** 0 up to and with {@code n}, in an array that is used again. */
  private static int[] upTo(int[] array, int n) {
    int[] numbers = capacity(array, n + 1);
    for (int i = 0; i <= n; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  /** A copy without the entries that {@code dropout} drops; see {@link #takeBack}. */
  public Adjacency drop(Dropout dropout) {
    return drop(dropout, 1);
  }

  /**
   * As {@link #drop}; the weights that stay, 1 without any, are divided by 1 - rate: the expected
   * sum of a row stays the same.
   */
  public Adjacency dropAndRescale(Dropout dropout) {
    return drop(dropout, dropout.scale());
  }

  /** Takes a copy that nobody reads any more: the next one is made in its memory. */
  public void takeBack(Adjacency copy) {
    spare.push(copy);
  }

  private Adjacency drop(Dropout dropout, float scale) {
    Adjacency into = spare.isEmpty() ? new Adjacency() : spare.pop();
    int[] ptr = capacity(into.rowPtr, numRows + 1);
    int[] cols = capacity(into.col, numArcs());
    float[] weights = weight == null && scale == 1 ? null : capacity(into.weight, numArcs());
    int kept = 0;
    ptr[0] = 0;
    for (int r = 0; r < numRows; r++) {
      for (int e = rowPtr[r]; e < rowPtr[r + 1]; e++) {
        if (dropout.keeps(r, e - rowPtr[r])) {
          cols[kept] = col[e];
          if (weights != null) {
            weights[kept] = weight == null ? scale : scale * weight[e];
          }
          kept++;
        }
      }
      ptr[r + 1] = kept;
    }
    into.set(numRows, numCols, ptr, cols, weights);
    return into;
  }

  /** Counting sort by column; rows are walked upwards, so the targets of a source ascend. */
  private void fillTranspose(Adjacency into, int cols) {
    int[] ptr = capacity(into.rowPtr, cols + 2);
    Arrays.fill(ptr, 0, cols + 2, 0);
    int arcs = numArcs();
    for (int e = 0; e < arcs; e++) {
      if (col[e] < cols) {
        ptr[col[e] + 2]++;
      }
    }
    for (int c = 2; c <= cols + 1; c++) {
      ptr[c] += ptr[c - 1];
    }
    scatter(into, ptr, cols);
  }

  /** Afterwards ptr[c + 1], the next free place of column c, is where column c + 1 begins. */
  private void scatter(Adjacency into, int[] ptr, int cols) {
    int kept = ptr[cols + 1];
    int[] rowOf = capacity(into.col, kept);
    float[] weights = weight == null ? null : capacity(into.weight, kept);
    for (int r = 0; r < numRows; r++) {
      for (int e = rowPtr[r]; e < rowPtr[r + 1]; e++) {
        if (col[e] < cols) {
          int place = ptr[col[e] + 1]++;
          rowOf[place] = r;
          if (weight != null && weights != null) {
            weights[place] = weight[e];
          }
        }
      }
    }
    into.set(cols, numRows, ptr, rowOf, weights);
  }

  /** A new array is a quarter longer than asked for: batches differ, and few shall be made. */
  private static int[] capacity(int[] array, int length) {
    return array.length >= length ? array : new int[grown(length)];
  }

  private static float[] capacity(float @Nullable [] array, int length) {
    return array != null && array.length >= length ? array : new float[grown(length)];
  }

  static int grown(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, length + length / 4L);
  }

  private static void requireArrays(
      int numRows, int[] rowPtr, int[] col, float @Nullable [] weight) {
    if (rowPtr.length < numRows + 1) {
      throw new IllegalArgumentException(
          "rowPtr must hold %d values, got %d".formatted(numRows + 1, rowPtr.length));
    }
    for (int r = 0; r < numRows; r++) {
      if (rowPtr[r] < 0 || rowPtr[r + 1] < rowPtr[r]) {
        throw new IllegalArgumentException("rowPtr must ascend, but does not at row " + r);
      }
    }
    int arcs = rowPtr[numRows];
    if (col.length < arcs || (weight != null && weight.length < arcs)) {
      throw new IllegalArgumentException(
          "col and weight must hold %d values, got %d and %s"
              .formatted(arcs, col.length, weight == null ? "none" : weight.length));
    }
  }

  private static void requireSources(int numCols, int[] col, int arcs) {
    for (int e = 0; e < arcs; e++) {
      if (col[e] < 0 || col[e] >= numCols) {
        throw new IllegalArgumentException(
            "source must be below %d, got %d".formatted(numCols, col[e]));
      }
    }
  }
}
