package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.pickle.PickleReader;
import org.gnnautoscale.dataset.pickle.PickledArray;
import org.gnnautoscale.dataset.pickle.PickledObject;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.SparseRows;

/**
 * Features and labels of some nodes: a sparse matrix and its one-hot labels.
 *
 * <p>Immutable.
 */
final class PlanetoidRows {

  private final int size;
  private final NodeFeatures features;
  private final int[] labels;
  private final int classes;

  private PlanetoidRows(int size, NodeFeatures features, int[] labels, int classes) {
    this.size = size;
    this.features = features;
    this.labels = labels;
    this.classes = classes;
  }

  static PlanetoidRows read(Path featureFile, Path labelFile) throws IOException {
    SparseRows matrix = matrix(featureFile);
    PickledArray oneHot = oneHot(labelFile);
    if (oneHot.length(0) != matrix.rows()) {
      throw Origin.of(labelFile)
          .bad("features and labels have unequal lengths")
          .with("expected", "%d rows, as %s has".formatted(matrix.rows(), featureFile.getName()))
          .with("found", oneHot.length(0))
          .fix("use the files of one data set");
    }
    int[] labels = new int[matrix.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = label(oneHot, row, labelFile);
    }
    return new PlanetoidRows(
        matrix.rows(), matrix.features(Origin.of(featureFile)), labels, oneHot.length(1));
  }

  private static SparseRows matrix(Path file) throws IOException {
    Origin origin = Origin.of(file);
    if (!(PickleReader.read(file) instanceof PickledObject object)
        || !(object.field("_shape").orElse("") instanceof List<?> shape)
        || shape.size() != 2
        || !(shape.get(0) instanceof Integer rows)
        || !(shape.get(1) instanceof Integer width)) {
      throw PlanetoidFiles.unexpected(origin, "a scipy.sparse.csr_matrix");
    }
    long[] starts = array(object, "indptr", origin).wholeNumbers();
    if (starts.length != rows + 1) {
      throw origin
          .bad("row pointers are of another matrix")
          .with("expected", (rows + 1) + " for shape (%d, %d)".formatted(rows, width))
          .with("found", starts.length)
          .fix("save the matrix again with scipy in CSR form");
    }
    return SparseRows.checked(
        width,
        starts,
        array(object, "indices", origin).wholeNumbers(),
        array(object, "data", origin).floats(),
        origin);
  }

  private static PickledArray array(PickledObject object, String field, Origin origin)
      throws IOException {
    return object
        .field(field)
        .filter(PickledObject.class::isInstance)
        .flatMap(value -> ((PickledObject) value).array())
        .orElseThrow(
            () -> PlanetoidFiles.unexpected(origin, "a scipy.sparse.csr_matrix with " + field));
  }

  private static PickledArray oneHot(Path file) throws IOException {
    Origin origin = Origin.of(file);
    if (PickleReader.read(file) instanceof PickledObject object) {
      PickledArray array =
          object
              .array()
              .orElseThrow(() -> PlanetoidFiles.unexpected(origin, "an array of numbers"));
      if (array.rank() == 2) {
        return array;
      }
    }
    throw PlanetoidFiles.unexpected(origin, "an array with two axes");
  }

  private static int label(PickledArray oneHot, int row, Path file) throws IOException {
    int classes = oneHot.length(1);
    int label = -1;
    for (int column = 0; column < classes; column++) {
      double value = oneHot.value(row * classes + column);
      if (value != 0 && (value != 1 || label >= 0)) {
        throw Origin.of(file)
            .badRow("labels must be one-hot: at most one 1 in a row, else 0", row)
            .with("column", column)
            .with("value", value)
            .fix("give each node one class");
      }
      label = value == 1 ? column : label;
    }
    return label;
  }

  int size() {
    return size;
  }

  NodeFeatures features() {
    return features;
  }

  int label(int row) {
    return labels[row];
  }

  int classes() {
    return classes;
  }
}
