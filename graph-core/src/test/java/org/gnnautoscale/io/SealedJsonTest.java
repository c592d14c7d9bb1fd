package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class SealedJsonTest {

  private static final Path FILE = new Path("manifest.json");
  private final byte[] sealed = SealedJson.seal(Map.of("nodes", 7));

  @Test
  void aSealedObjectIsReadBack() throws IOException {
    assertThat(SealedJson.open(sealed, FILE).get("nodes").asLong()).isEqualTo(7);
  }

  @Test
  void everyFlippedByteIsSeen() {
    for (int i = 0; i < sealed.length; i++) {
      byte[] damaged = sealed.clone();
      damaged[i] ^= 1;

      assertThatExceptionOfType(BadDataException.class)
          .as("byte %d", i)
          .isThrownBy(() -> SealedJson.open(damaged, FILE))
          .withMessageContaining("the file is damaged")
          .withMessageContaining("manifest.json");
    }
  }

  @Test
  void everyShorterFileIsSeen() {
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);

      assertThatExceptionOfType(BadDataException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> SealedJson.open(cut, FILE));
    }
  }

  @Test
  void aValueThatLooksLikeTheChecksumDoesNotConfuse() throws IOException {
    byte[] tricky = SealedJson.seal(Map.of("name", "\"checksum\" : \"sha256:" + "1".repeat(64)));

    assertThat(SealedJson.open(tricky, FILE).get("name").asText()).startsWith("\"checksum\"");
  }
}
