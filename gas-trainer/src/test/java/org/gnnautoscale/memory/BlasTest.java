package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BlasTest {

  @TempDir Path directory;

  @Test
  void productsOfAllFourKinds() {
    try (Matrix a = matrix(2, 3, 1, 2, 3, 4, 5, 6);
        Matrix b = matrix(3, 2, 1, 0, 0, 1, 1, 1);
        Matrix out = matrix(2, 2, 100, 100, 100, 100);
        Matrix square = Matrix.allocate(3, 3)) {
      Blas.product(a, b, out, 1);
      assertThat(out.toArray()).containsExactly(104, 105, 110, 111);
      Blas.productTransposed(a, a, out, 0);
      assertThat(out.toArray()).containsExactly(14, 32, 32, 77);
      Blas.transposedProduct(a, a, square, 0);
      assertThat(square.toArray()).containsExactly(17, 22, 27, 22, 29, 36, 27, 36, 45);
      Blas.transposedProduct(a, 2, a, square.row(0), 0);
      assertThat(square.row(0).toArray()).containsExactly(27, 36, 45);
    }
  }

  @Test
  void productsAreThoseOfNd4jWhichUsesTheSameLibrary() {
    float[] values = new float[60 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    try (Matrix a = matrix(60, 50, values);
        Matrix b = matrix(50, 60, values);
        Matrix out = Matrix.allocate(60, 60)) {
      Blas.product(a, b, out, 0);
      INDArray expected = Nd4j.create(values, 60, 50).mmul(Nd4j.create(values, 50, 60));

      assertThat(out.toArray()).containsExactly(expected.ravel().toFloatVector(), within(1e-4f));
    }
  }

  @Test
  void kernelsAreChosenByTheInstructionsThatThereAre() throws IOException {
    String wide = "flags\t\t: fpu avx2 avx512f avx512dq avx512bw avx512vl";

    assertThat(Blas.kernelsOf(cpu(wide + " avx512_bf16"))).contains("Cooperlake");
    assertThat(Blas.kernelsOf(cpu(wide))).contains("SkylakeX");
    assertThat(Blas.kernelsOf(cpu("flags\t\t: fpu avx2"))).isEmpty();
    assertThat(Blas.kernelsOf(directory.resolve("none"))).isEmpty();
  }

  private Path cpu(String flags) throws IOException {
    return Files.writeString(directory.resolve("cpuinfo"), "processor : 0\n" + flags + "\n");
  }

  private static Matrix matrix(int rows, int cols, float... values) {
    Matrix matrix = Matrix.allocate(rows, cols);
    matrix.copyFrom(values);
    return matrix;
  }
}
