package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * A text file of numbers, parted by commas and without a header, perhaps compressed with gzip.
 *
 * <pre>
 * rows  float32 [n][width]
 * </pre>
 */
final class NumberRows {

  private final Origin origin;
  private final float[][] rows;

  private NumberRows(Origin origin, float[][] rows) {
    this.origin = origin;
    this.rows = rows;
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException if it is empty or damaged, its rows are ragged, or a value is no
   *     number
   */
  static NumberRows read(Path file, String stageName, Progress progress) throws IOException {
    List<float[]> rows = new ArrayList<>();
    try (var stage = progress.stage(stageName, Storage.status(file, "file").getLen());
        TextLines lines = TextLines.openCommas(file, stage)) {
      float[] row = new float[16];
      while (lines.next()) {
        int count = 0;
        while (lines.hasMore()) {
          row = count == row.length ? Arrays.copyOf(row, 2 * count) : row;
          row[count++] = lines.floatNumber("numbers, parted by commas");
        }
        int width = rows.isEmpty() ? Math.max(1, count) : rows.get(0).length;
        if (count != width) {
          throw lines
              .bad("rows have unequal lengths: ragged rows")
              .with("expected", width + " values")
              .with("found", count + " values")
              .with("value", lines.text())
              .fix("complete the row; if it is the last one, the file is truncated: copy it again");
        }
        rows.add(Arrays.copyOf(row, count));
      }
    }
    return new NumberRows(Origin.of(file), rows.toArray(float[][]::new));
  }

  /** Number of rows. */
  int size() {
    return rows.length;
  }

  Origin origin() {
    return origin;
  }

  /** The rows as features. */
  NodeFeatures features() throws IOException {
    return FeatureChecks.dense(rows, rows[0].length, origin);
  }

  /** The rows as labels: class numbers of a single column, else 0 or 1 for each of several. */
  NodeLabels labels() throws IOException {
    if (rows[0].length > 1) {
      return NodeLabels.several(rows, rows[0].length, origin);
    }
    long[] numbers = new long[rows.length];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = ArrayParts.classNumber(rows[row][0], row, origin);
    }
    return NodeLabels.checked(numbers, 0, origin);
  }
}
