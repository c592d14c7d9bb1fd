package org.gnnautoscale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout that docs/reference/store-format.md promises to other languages. */
class PartHeaderTest {

  @TempDir Path place;

  @Test
  void theLayoutIsTheDocumentedOne() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(write())).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(new String(file.array(), 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("GASPART1");
    assertThat(file.getInt(8)).as("sections").isEqualTo(4);
    assertThat(file.getInt(12)).as("part").isEqualTo(3);
    assertThat(file.getLong(16)).as("nodes").isEqualTo(2);
    assertThat(file.getLong(24)).as("first node").isEqualTo(10);
    assertThat(file.getInt(64 + 24)).as("type of rowPtr").isEqualTo(4);
    assertThat(file.getLong(64 + 40)).as("offset of rowPtr").isEqualTo(1024);
    assertThat(file.getLong(64 + 64 + 40)).as("offset of col").isEqualTo(1024 + 64);
    assertThat(file.getInt(1024 + 64)).as("first column").isEqualTo(2);
    assertThat(file.capacity()).as("bytes").isEqualTo(1024 + 4 * 64);
  }

  @Test
  void anotherFileIsNotTakenForAPart() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> PartHeader.parse(ByteBuffer.allocate(PartHeader.BYTES), "notes.txt"))
        .withMessageContaining("does not begin with the header of a part")
        .withMessageContaining("notes.txt");
  }

  private Path write() throws IOException {
    PartContent content =
        new PartContent(3, 10, new long[] {0, 1, 1}, new int[] {2}, new long[] {4})
            .ids(new long[] {7, 9});
    Path file = place.resolve("part.bin");
    org.apache.hadoop.fs.Path path = Storage.path(file.toString());
    PartWriter.write(Storage.system(path), path, content);
    return file;
  }
}
