package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  void anArrayOfNd4jIsTheSameMemory() {
    try (Matrix a = matrix(2, 2, 1, 2, 3, 4)) {
      INDArray array = Nd4jArrays.over(a);

      array.muli(2);
      a.set(0, 0, 7);

      assertThat(a.toArray()).containsExactly(7, 4, 6, 8);
      assertThat(array.getFloat(0, 0)).isEqualTo(7);
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
