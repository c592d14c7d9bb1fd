package org.gnnautoscale.dataset.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void storedAndDeflatedMembersAreRead(int method) throws IOException {
    NpzFile npz = write(method);

    assertThat(npz.names()).containsExactly("x", "y");
    assertThat(npz.array("x").wholeNumbers()).containsExactly(1, 2, 3);
    assertThat(npz.array("y").floats()).containsExactly(0.5f);
  }

  @Test
  void aMissingArrayIsNamedBesideThoseThatAreThere() throws IOException {
    NpzFile npz = write(ZipEntry.DEFLATED);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> npz.array("edges"))
        .withMessageContaining("an array is missing")
        .withMessageContaining("expected edges")
        .withMessageContaining("found    x, y");
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    Files.createFile(file());

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(this::open)
        .withMessageContaining("the file is empty")
        .withMessageContaining("arrays.npz");
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void noTruncatedFileIsRead(int method) throws IOException {
    write(method);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 1; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(this::open)
          .withMessageContaining("truncated");
    }
  }

  @Test
  void aFlippedByteOfAnElementIsFound() throws IOException {
    write(ZipEntry.STORED);
    byte[] bytes = Files.readAllBytes(file());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // a time of day in the header of the element may look like the end of that of the array
    int at = text.indexOf("}\n", text.indexOf("NUMPY")) + 2;
    bytes[at] ^= 1;
    Files.write(file(), bytes);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> open().array("x").wholeNumbers())
        .withMessageContaining("damaged")
        .withMessageContaining("array    x");
  }

  private NpzFile write(int method) throws IOException {
    Map<String, byte[]> arrays = new TreeMap<>();
    arrays.put("x", NpyBytes.of("<i8", "(3,)", 1, 2, 3));
    arrays.put("y", NpyBytes.of("<f4", "()", 0.5));
    NpyBytes.zip(file(), method, arrays);
    return open();
  }

  private NpzFile open() throws IOException {
    return NpzFile.of(Storage.path(file().toString()));
  }

  private Path file() {
    return directory.resolve("arrays.npz");
  }
}
