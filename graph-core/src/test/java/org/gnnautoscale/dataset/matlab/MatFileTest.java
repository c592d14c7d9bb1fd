package org.gnnautoscale.dataset.matlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The full matrix [1 3; 0 4] and the sparse one [0 6; 5 0]. */
class MatFileTest {

  private static final double[] IR = {1, 0, 9};
  private static final double[] JC = {0, 1, 2};

  @TempDir private Path directory;
  private final MatBytes little = MatBytes.little();

  @Test
  void bothByteOrdersAndBothKindsOfMatricesAreRead() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      MatBytes bytes = new MatBytes(order);
      write(bytes.file(bytes.dense("full", 2, 2, 1, 0, 3, 4), sparse(bytes)));

      assertThat(entries("full")).containsExactly("0,0=1.0", "0,1=3.0", "1,1=4.0");
      assertThat(entries("thin")).containsExactly("1,0=5.0", "0,1=6.0");
    }
  }

  @Test
  void compressedVariablesAreRead() throws IOException {
    write(little.file(little.compressed(dense()), little.compressed(sparse(little))));

    assertThat(entries("full")).hasSize(3);
    assertThat(entries("thin")).containsExactly("1,0=5.0", "0,1=6.0");
    assertThat(open().contents()).isEqualTo("full (2 x 2 double), thin (2 x 2 sparse)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void doublesMayBeStoredAsIntegers(int type) throws IOException {
    write(little.file(little.narrow(type, "x", 1, 3, 1, 100, 2)));

    assertThat(entries("x")).containsExactly("0,0=1.0", "0,1=100.0", "0,2=2.0");
  }

  @Test
  void entriesBeyondThoseThatTheColumnsTellAreNone() throws IOException {
    write(little.file(little.sparse("x", 2, 1, new double[] {1, 0, 0}, new double[] {0, 1}, 7, 8)));

    assertThat(entries("x")).containsExactly("1,0=7.0");
  }

  @Test
  void noTruncatedFileIsRead() throws IOException {
    for (byte[] variable : List.of(sparse(little), little.compressed(sparse(little)))) {
      byte[] whole = little.file(variable);
      for (int length = 1; length < whole.length; length++) {
        if (length != 128) {
          write(Arrays.copyOf(whole, length));
          fails("thin").withMessageContaining("fix");
        }
      }
    }
  }

  @Test
  void aFlippedBitIsAnErrorOrAnotherValueAndNothingWorse() throws IOException {
    byte[] bytes = little.file(dense(), sparse(little));
    for (int at = 128; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        write(flipped(bytes, at, bit));
        isRead("full");
        isRead("thin");
      }
    }
  }

  @Test
  void aFlippedBitOfACompressedVariableNeverChangesAValue() throws IOException {
    byte[] bytes = little.file(little.compressed(sparse(little)));
    for (int at = 136; at < bytes.length; at++) {
      write(flipped(bytes, at, 3));

      if (isRead("thin")) { // the bits between the data and their checksum mean nothing
        assertThat(entries("thin")).as("byte %d", at).containsExactly("1,0=5.0", "0,1=6.0");
      }
    }
  }

  @Test
  void lengthsThatTheFileCannotHoldAreNamed() throws IOException {
    byte[] bytes = little.file(dense());
    bytes[128 + 7] = 0x7F;
    write(bytes);

    fails("full")
        .withMessageContaining("the file is truncated or damaged")
        .withMessageContaining("bytes at byte 128 of 216");
  }

  @Test
  void partsOfASparseMatrixMustFitTogether() throws IOException {
    write(little.file(little.sparse("x", 2, 2, IR, new double[] {0, 2}, 5, 6)));
    fails("x").withMessageContaining("unequal lengths").withMessageContaining("expected 3 jc");

    write(little.file(little.sparse("x", 2, 2, IR, new double[] {0, 2, 1}, 5, 6)));
    fails("x").withMessageContaining("must ascend").withMessageContaining("column   1");

    write(little.file(little.sparse("x", 2, 2, IR, new double[] {0, 2, 9}, 5, 6)));
    fails("x").withMessageContaining("must ascend").withMessageContaining("expected at most 3");

    write(little.file(little.sparse("x", 2, 2, IR, new double[] {0, 2, 3}, 5, 6, 7)));
    fails("x")
        .withMessageContaining("an entry is outside of the matrix")
        .withMessageContaining("value    9");

    write(little.file(little.sparse("x", 2, 2, IR, JC, 5)));
    fails("x").withMessageContaining("expected 2 values").withMessageContaining("found    1");

    write(little.file(little.dense("x", 2, 2, 1, 2, 3)));
    fails("x").withMessageContaining("expected 4 values").withMessageContaining("found    3");
  }

  @Test
  void whatIsNoMatrixOfNumbersIsNamed() throws IOException {
    write(little.file(little.matrix("c", 1, 1, 1, new byte[0])));
    fails("c")
        .withMessageContaining("no matrix of real numbers")
        .withMessageContaining("found    c (1 x 1 cell)");

    write(little.file(little.matrix("z", 0x0806, 1, 1, new byte[0])));
    fails("z").withMessageContaining("complex");
  }

  @Test
  void otherVersionsAreNamedWithTheCure() throws IOException {
    write(new byte[0]);
    fails("x").withMessageContaining("the file is empty");

    write(Arrays.copyOf("MATLAB 7.3 MAT-file".getBytes(StandardCharsets.UTF_8), 512));
    fails("x")
        .withMessageContaining("not a MAT-file of version 5")
        .withMessageContaining("7.3 (HDF5)")
        .withMessageContaining("-v7");

    write("id,label\n1,2\n".getBytes(StandardCharsets.UTF_8));
    fails("x").withMessageContaining("not a MAT-file").withMessageContaining("found    id,label");
  }

  private byte[] dense() {
    return little.dense("full", 2, 2, 1, 0, 3, 4);
  }

  private static byte[] sparse(MatBytes bytes) {
    return bytes.sparse("thin", 2, 2, IR, JC, 5, 6);
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << bit);
    return copy;
  }

  /** Whether a variable is there and can be read; another exception fails the test. */
  private boolean isRead(String name) throws IOException {
    try {
      boolean found = open().find(name).isPresent();
      return found && !entries(name).isEmpty();
    } catch (BadDataException e) {
      assertThat(e).hasMessageContaining("fix");
      return false;
    }
  }

  private List<String> entries(String name) throws IOException {
    List<String> entries = new ArrayList<>();
    open()
        .find(name)
        .orElseThrow()
        .entries((row, column, value) -> entries.add(row + "," + column + "=" + value));
    return entries;
  }

  private ThrowableAssertAlternative<BadDataException> fails(String name) {
    return assertThatExceptionOfType(BadDataException.class).isThrownBy(() -> entries(name));
  }

  private MatFile open() throws IOException {
    return MatFile.of(Storage.path(directory.resolve("a.mat").toString()));
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(directory.resolve("a.mat"), bytes);
  }
}
