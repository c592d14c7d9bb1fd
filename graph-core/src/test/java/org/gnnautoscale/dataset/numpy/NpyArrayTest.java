package org.gnnautoscale.dataset.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyArrayTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"<f4", "<f8", "<i4", "<i8", "|i1", "<i2", ">i4", ">f8"})
  void numbersOfEveryTypeAreRead(String descr) throws IOException {
    NpyArray array = array(NpyBytes.of(descr, "(2, 3)", 1, -2, 3, 4, 5, 6));

    assertThat(array.shape()).isEqualTo("[2, 3]");
    assertThat(array.wholeNumbers()).containsExactly(1, -2, 3, 4, 5, 6);
    assertThat(array.floatRows()).isDeepEqualTo(new float[][] {{1, -2, 3}, {4, 5, 6}});
  }

  @Test
  void unsignedBytesAndBooleansAreNotNegative() throws IOException {
    assertThat(array(NpyBytes.of("|u1", "(1,)", 200)).wholeNumbers()).containsExactly(200);
    assertThat(array(NpyBytes.of("|b1", "(2,)", 1, 0)).wholeNumbers()).containsExactly(1, 0);
  }

  @Test
  void fortranOrderIsTurnedIntoRows() throws IOException {
    NpyArray array = array(NpyBytes.fortran("<i8", "(2, 3)", 1, 4, 2, 5, 3, 6));

    assertThat(array.wholeNumbers()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(array.floatRows()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
  }

  @Test
  void anArrayWithoutAxesHasOneElement() throws IOException {
    NpyArray array = array(NpyBytes.of("<i8", "()", 7));

    assertThat(array.rank()).isZero();
    assertThat(array.wholeNumbers()).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsOfTheHeaderAreRead(int version) throws IOException {
    byte[] bytes = NpyBytes.of(version, "|i1", "False", "(2,)", new byte[] {3, 4});

    assertThat(array(bytes).wholeNumbers()).containsExactly(3, 4);
  }

  @Test
  void textIsReadWithoutItsPadding() throws IOException {
    byte[] utf32 = "a\0\0\0\u00e9\0\0\0b\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = "ab\0c\0\0".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(array(NpyBytes.of(1, "<U2", "False", "(2,)", utf32)).texts())
        .containsExactly("a\u00e9", "b");
    assertThat(array(NpyBytes.of(1, "|S3", "False", "(2,)", bytes)).texts())
        .containsExactly("ab", "c");
  }

  @Test
  void aFractionIsNoWholeNumber() throws IOException {
    NpyArray array = array(NpyBytes.of("<f8", "(2, 2)", 0, 1, 2, 2.5));

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(array::wholeNumbers)
        .withMessageContaining("expected a whole number")
        .withMessageContaining("array.npy")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1")
        .withMessageContaining("value    2.5");
  }

  @Test
  void aTruncatedFileSaysHowMuchIsMissing() {
    byte[] whole = NpyBytes.of("<i8", "(3,)", 1, 2, 3);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> array(Arrays.copyOf(whole, whole.length - 1)))
        .withMessageContaining("truncated")
        .withMessageContaining("24 bytes")
        .withMessageContaining("23 bytes");
  }

  @Test
  void anEmptyFileIsNoArray() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> array(new byte[0]))
        .withMessageContaining("not an array that NumPy saved")
        .withMessageContaining("empty or truncated");
  }

  @Test
  void aForeignFileIsNoArray() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> array("src,dst\n0,1\n".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("not an array that NumPy saved");
  }

  @Test
  void anUnknownTypeIsNamed() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> array(NpyBytes.of(1, "<c16", "False", "(1,)", new byte[16])))
        .withMessageContaining("type that is not supported")
        .withMessageContaining("<c16");
  }

  @Test
  void objectsAreNeverRead() throws IOException {
    NpyArray array = array(NpyBytes.of(1, "|O", "False", "(2,)", new byte[] {1, 2}));

    assertThat(array.isObject()).isTrue();
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(array::wholeNumbers)
        .withMessageContaining("wrong type");
  }

  private NpyArray array(byte[] bytes) throws IOException {
    Path file = directory.resolve("array.npy");
    Files.write(file, bytes);
    return NpyArray.of(Storage.path(file.toString()));
  }
}
