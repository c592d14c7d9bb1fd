package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapReaderTest {

  private static final String EDGES = "# from to\n5\t1000000000000\n\n5 3\r\n1000000000000 5";

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void prepare() {
    input = new TinyInput(GraphFormat.SNAP, directory);
  }

  @Test
  void idsMayHaveGapsAndLinesMayRepeat() throws IOException {
    RawGraph graph = input.file("a.txt", EDGES).read("a.txt");

    assertThat(graph.name()).isEqualTo("a");
    assertThat(graph.edges().size()).isEqualTo(3);
    assertThat(TinyInput.edges(graph)).containsExactly("5-1000000000000", "5-3");
  }

  @Test
  void aCompressedFileIsTheSame() throws IOException {
    RawGraph graph = input.file("a.txt.gz", gzip(EDGES)).read("a.txt.gz");

    assertThat(TinyInput.edges(graph)).containsExactly("5-1000000000000", "5-3");
  }

  @Test
  void aTruncatedCompressedFileIsNamed() throws IOException {
    byte[] whole = gzip(EDGES);
    for (int length : new int[] {3, 12, whole.length - 9, whole.length - 1}) {
      input.file("a.gz", Arrays.copyOf(whole, length));

      input.fails("a.gz").withMessageContaining("truncated").withMessageContaining("a.gz");
    }
  }

  @Test
  void aFractionalIdIsNamed() throws IOException {
    input.file("a.txt", "# x\n1 2\n1 2.5\n");

    input
        .fails("a.txt")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("row      3")
        .withMessageContaining("value    2.5");
  }

  @Test
  void idsMayHaveAllDigitsOfInt64() throws IOException {
    RawGraph graph =
        input
            .file("a.txt", "9223372036854775807 1000000000000000000\n-9223372036854775808 1\n")
            .read("a.txt");

    assertThat(TinyInput.edges(graph))
        .containsExactlyInAnyOrder(
            "9223372036854775807-1000000000000000000", "-9223372036854775808-1");

    input.file("a.txt", "1 2\n1 9223372036854775808\n");
    input
        .fails("a.txt")
        .withMessageContaining("a number does not fit int64")
        .withMessageContaining("row      2")
        .withMessageContaining("value    9223372036854775808");

    input.file("a.txt", "1 10000000000000000000x\n");
    input.fails("a.txt").withMessageContaining("10000000000000000000");
  }

  @Test
  void linesThatAreTooShortOrTooLongAreNamed() throws IOException {
    input.file("a.txt", "1 2\n1");
    input
        .fails("a.txt")
        .withMessageContaining("a line ends early")
        .withMessageContaining("row      2");

    input.file("a.txt", "1 2 0.5\n");
    input.fails("a.txt").withMessageContaining("too many columns").withMessageContaining("1 2 0.5");

    input.file("a.txt", "1,2\n");
    input.fails("a.txt").withMessageContaining("whole number").withMessageContaining("1,2");
  }

  @Test
  void filesWithoutEdgesAreNamed() throws IOException {
    input.file("a.txt", "");
    input.fails("a.txt").withMessageContaining("the file is empty");

    input.file("a.txt", "# nothing\n");
    input.fails("a.txt").withMessageContaining("the file holds no edge");

    input.fails("b.txt").withMessageContaining("there is no such file");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
