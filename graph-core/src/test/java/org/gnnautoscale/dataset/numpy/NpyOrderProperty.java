package org.gnnautoscale.dataset.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;

/** Arrays of any shape, type and order come back as they were saved. */
class NpyOrderProperty {

  private static final String[] TYPES = {"<f4", "<f8", "<i4", "<i8", ">i4", ">f8"};

  @Property(tries = 100)
  void bothOrdersGiveTheSameRows(
      @ForAll @IntRange(max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(max = 5) int type,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    float[][] expected = new float[rows][columns];
    Number[] byRow = new Number[rows * columns];
    Number[] byColumn = new Number[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int value = random.nextInt(1 << 20) - (1 << 19);
        expected[i][j] = value;
        byRow[i * columns + j] = value;
        byColumn[j * rows + i] = value;
      }
    }
    String shape = "(%d, %d)".formatted(rows, columns);

    assertThat(read(NpyBytes.of(TYPES[type], shape, byRow))).isDeepEqualTo(expected);
    assertThat(read(NpyBytes.fortran(TYPES[type], shape, byColumn))).isDeepEqualTo(expected);
  }

  private static float[][] read(byte[] bytes) throws IOException {
    Origin origin = Origin.of(new Path("file:/a.npy"));
    return NpyArray.of(origin, bytes.length, () -> new ByteArrayInputStream(bytes)).floatRows();
  }
}
