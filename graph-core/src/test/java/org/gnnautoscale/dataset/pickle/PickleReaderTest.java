package org.gnnautoscale.dataset.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pickles written by hand; in the texts, each character is one byte. */
class PickleReaderTest {

  private static final String START = "\u0080\u0002";

  /** {@code defaultdict(list, {0: [1, 300], 1: [0]})}, with memo entries, as Python 2 writes it. */
  private static final String GRAPH =
      START
          + "ccollections\ndefaultdict\nq\u0001c__builtin__\nlist\nq\u0002\u0085q\u0003Rq\u0004"
          + "(K\u0000]q\u0005(K\u0001M,\u0001eK\u0001]q\u0006K\u0000au.";

  /** {@code array([[1, 0], [0, 1]], dtype=int32)}. */
  private static final String ARRAY =
      START
          + "cnumpy.core.multiarray\n_reconstruct\nq\u0001cnumpy\nndarray\nq\u0002K\u0000\u0085U\u0001b\u0087R"
          + "(K\u0001K\u0002K\u0002\u0086cnumpy\ndtype\nU\u0002i4K\u0000K\u0001\u0087R"
          + "(K\u0003U\u0001<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tb\u0089"
          + "U\u0010\u0001\0\0\0\0\0\0\0\0\0\0\0\u0001\0\0\0tb.";

  @TempDir private Path directory;

  @Test
  void aDictOfListsIsRead() throws IOException {
    assertThat(read(GRAPH)).isEqualTo(Map.of(0, List.of(1, 300), 1, List.of(0)));
  }

  @Test
  void anArrayIsRead() throws IOException {
    PickledArray array = ((PickledObject) read(ARRAY)).array().orElseThrow();

    assertThat(array.rank()).isEqualTo(2);
    assertThat(array.wholeNumbers()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void anArrayInFortranOrderIsTurnedIntoRows() throws IOException {
    String fortran =
        ARRAY
            .replace("\u0089U\u0010", "\u0088U\u0010")
            .replace(
                "\u0001\0\0\0\0\0\0\0\0\0\0\0\u0001\0\0\0",
                "\u0001\0\0\0\u0003\0\0\0\u0002\0\0\0\u0004\0\0\0");

    assertThat(((PickledObject) read(fortran)).array().orElseThrow().wholeNumbers())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void aForeignClassIsRefusedWithItsNameAndPlace() {
    String attack = START + "cos\nsystem\nU\u0004true\u0085R.";

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> read(attack))
        .withMessageContaining("foreign class")
        .withMessageContaining("pickle.bin")
        .withMessageContaining("class    os.system")
        .withMessageContaining("byte     2");
  }

  @Test
  void anInstructionThatRunsCodeIsRefused() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> read(START + "(ios\nsystem\n."))
        .withMessageContaining("instruction that is not allowed")
        .withMessageContaining("byte     3")
        .withMessageContaining("0x69");
  }

  @Test
  void noTruncatedPickleIsRead() {
    for (String whole : List.of(GRAPH, ARRAY)) {
      for (int length = 1; length < whole.length(); length++) {
        String part = whole.substring(0, length);
        assertThatExceptionOfType(BadDataException.class)
            .isThrownBy(() -> read(part))
            .withMessageContaining("truncated");
      }
    }
  }

  @Test
  void noDamagedPickleDoesMoreThanFail() throws IOException {
    byte[] whole = ARRAY.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length);
      damaged[at] ^= (byte) (1 << (at % 8));
      Files.write(directory.resolve("pickle.bin"), damaged);
      try {
        if (PickleReader.read(file()) instanceof PickledObject object) {
          object.array().ifPresent(PickledArray::wholeNumbers);
        }
      } catch (BadDataException e) {
        assertThat(e).hasMessageContaining("pickle.bin");
      }
    }
  }

  @Test
  void anEmptyFileIsNamed() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> read(""))
        .withMessageContaining("the file is empty");
  }

  private Object read(String bytes) throws IOException {
    Files.write(directory.resolve("pickle.bin"), bytes.getBytes(StandardCharsets.ISO_8859_1));
    return PickleReader.read(file());
  }

  private org.apache.hadoop.fs.Path file() throws IOException {
    return Storage.path(directory.resolve("pickle.bin").toString());
  }
}
