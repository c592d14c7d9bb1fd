package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;

/** The parts of a graph, out of NumPy arrays: shapes and values are checked. */
final class ArrayParts {

  private ArrayParts() {}

  /** Edges between positions, from an array [2, E]. */
  static EdgeList edgeColumns(NpyArray array, int nodes) throws IOException {
    array.requireRank(2, "[2, E]");
    if (array.length(0) != 2) {
      throw array.length(1) == 2 ? array.transposed("[2, E]") : array.wrongShape("[2, E]");
    }
    long[] ends = array.wholeNumbers();
    int half = ends.length / 2;
    EdgeList edges = EdgeList.unweighted(array.origin());
    for (int i = 0; i < half; i++) {
      edges.add(
          position(ends[i], nodes, array.origin(), i, 0),
          position(ends[half + i], nodes, array.origin(), i, 1));
    }
    return edges;
  }

  /** Edges between positions, from an array [E, 2]. */
  static EdgeList edgeRows(NpyArray array, int nodes) throws IOException {
    array.requireRank(2, "[E, 2]");
    if (array.length(1) != 2) {
      throw array.length(0) == 2 ? array.transposed("[E, 2]") : array.wrongShape("[E, 2]");
    }
    long[] ends = array.wholeNumbers();
    EdgeList edges = EdgeList.unweighted(array.origin());
    for (int i = 0; i < ends.length / 2; i++) {
      edges.add(
          position(ends[2 * i], nodes, array.origin(), i, 0),
          position(ends[2 * i + 1], nodes, array.origin(), i, 1));
    }
    return edges;
  }

  /** Checks that an id is the position of a node. */
  static int position(long id, int nodes, Origin origin, long row, int column) throws IOException {
    if (id < 0) {
      throw origin
          .badRow("an edge names a node by a negative id", row)
          .with("column", column)
          .with("value", id)
          .fix("ids are positions, counted from 0: correct the edge");
    }
    if (id >= nodes) {
      throw origin
          .badRow("an edge names an unknown node", row)
          .with("column", column)
          .with("value", id)
          .with("expected", "0 to " + (nodes - 1))
          .fix(
              "ids are positions, counted from 0: correct the edge, or add the node to the arrays");
    }
    return (int) id;
  }

  /** Number of rows of a table with one row a node. */
  static int rows(NpyArray array) throws IOException {
    if (array.rank() == 0) {
      throw array.wrongShape("one row a node");
    }
    if (array.length(0) > Integer.MAX_VALUE - 8) {
      throw array.wrongShape("fewer than 2^31 nodes");
    }
    return (int) array.length(0);
  }

  /** Dense features from an array [N, F]. */
  static NodeFeatures features(NpyArray array, int nodes) throws IOException {
    requireRows(array.requireRank(2, "[N, F]"), nodes, "F");
    return FeatureChecks.dense(array.floatRows(), Math.toIntExact(array.length(1)), array.origin());
  }

  /**
   * Labels from an array [N] or [N, C].
   *
   * @param declared number of classes that the source states, or 0
   */
  static NodeLabels labels(NpyArray array, int nodes, int declared) throws IOException {
    boolean column = array.rank() == 2 && array.length(1) == 1;
    if (array.rank() == 1 || column) {
      requireRows(array, nodes, "C");
      return array.isText()
          ? NodeLabels.texts(array.texts())
          : NodeLabels.checked(classNumbers(array), declared, array.origin());
    }
    requireRows(array.requireRank(2, "[N] or [N, C]"), nodes, "C");
    return NodeLabels.several(array.floatRows(), Math.toIntExact(array.length(1)), array.origin());
  }

  /** Floats may say NaN where there is no label. */
  private static long[] classNumbers(NpyArray array) throws IOException {
    if (!array.isFraction()) {
      return array.wholeNumbers();
    }
    float[] values = array.floats();
    long[] numbers = new long[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = classNumber(values[i], i, array.origin());
    }
    return numbers;
  }

  /** A class number that is stored as a float; NaN is no label. */
  static long classNumber(double value, int row, Origin origin) throws IOException {
    if (!Double.isNaN(value) && value != Math.rint(value)) {
      throw origin
          .badRow("a class number has a fraction", row)
          .with("value", value)
          .fix("number the classes 0, 1, 2, ...; write -1 for a node without a label");
    }
    return Double.isNaN(value) ? -1 : (long) value;
  }

  /** Checks that a table has one row a node. */
  static void requireRows(NpyArray array, int nodes, String width) throws IOException {
    if (array.length(0) == nodes) {
      return;
    }
    String expected =
        array.rank() == 1 ? "[%d]".formatted(nodes) : "[%d, %s]".formatted(nodes, width);
    if (array.rank() == 2 && array.length(1) == nodes) {
      throw array.transposed(expected);
    }
    throw unequal(array, expected);
  }

  static BadDataException unequal(NpyArray array, String expected) {
    return array
        .origin()
        .bad("arrays of one graph have unequal lengths")
        .with("expected", expected)
        .with("found", array.shape())
        .fix("give every array one row for each node, in the same order");
  }
}
