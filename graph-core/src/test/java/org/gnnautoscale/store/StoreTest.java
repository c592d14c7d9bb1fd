package org.gnnautoscale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2 in the parts {0, 1} and {2}. */
class StoreTest {

  @TempDir Path place;

  @BeforeEach
  void writeStore() throws IOException {
    OutputDirectory output = OutputDirectory.begin(hadoop(place), Store.KIND, Existing.REFUSE);
    PartContent first =
        new PartContent(0, 0, new long[] {0, 1, 3}, new int[] {1, 0, 2}, new long[] {2})
            .features(new float[] {1, 2, 3, 4}, 2)
            .label(new int[] {0, -1})
            .split(new byte[] {1, 0}, 1)
            .ids(new String[] {"a", "ä"});
    PartContent second =
        new PartContent(1, 2, new long[] {0, 1}, new int[] {1}, new long[] {1})
            .features(new float[] {5, 6}, 2)
            .label(new int[] {1})
            .split(new byte[] {3}, 1)
            .ids(new String[] {"c"});
    Store.commit(
        output, manifest(List.of(write(output, first), write(output, second))), Progress.silent());
  }

  @Test
  void arraysComeBackAsTheyWere() throws IOException {
    Store store = open();
    assertThat(store.manifest().graph().nodes()).isEqualTo(3);

    try (PartReader part = PartReader.open(store.path(store.manifest().files().get(0)))) {
      assertThat(part.longs("rowPtr")).containsExactly(0, 1, 3);
      assertThat(part.ints("col")).containsExactly(1, 0, 2);
      assertThat(part.longs("halo")).containsExactly(2);
      assertThat(part.floats("features")).containsExactly(1, 2, 3, 4);
      assertThat(part.ints("label")).containsExactly(0, -1);
      assertThat(part.bytes("split")).containsExactly(1, 0);
      assertThat(part.ids()).containsExactly("a", "ä");
    }
  }

  @Test
  void aWholeStoreVerifies() throws IOException {
    open().verify(Progress.silent());

    assertThat(open().unlisted()).isEmpty();
  }

  @Test
  void everyFlippedByteOfEveryFileIsSeen() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= 16;
        Files.write(file, damaged);

        assertThatExceptionOfType(BadDataException.class)
            .as("byte %d of %s", i, file)
            .isThrownBy(() -> open().verify(Progress.silent()))
            .withMessageContaining("damaged")
            .withMessageContaining(file.getFileName().toString());
      }
      Files.write(file, whole);
    }
  }

  @Test
  void aTruncatedFileIsNamedWithBothLengths() throws IOException {
    Path part = files().get(1);
    byte[] whole = Files.readAllBytes(part);
    Files.write(part, java.util.Arrays.copyOf(whole, whole.length - 1));

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> open().verify(Progress.silent()))
        .withMessageContaining("another length than the manifest lists")
        .withMessageContaining("expected %d bytes".formatted(whole.length))
        .withMessageContaining("found    %d bytes".formatted(whole.length - 1));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path part = files().get(1);
    Files.delete(part);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> open().verify(Progress.silent()))
        .withMessageContaining("is missing")
        .withMessageContaining(part.getFileName().toString());
  }

  @Test
  void aDirectoryWithoutManifestIsNotAStore() throws IOException {
    Files.delete(place.resolve("manifest.json"));

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(this::open)
        .withMessageContaining("not a store: there is no manifest.json");
  }

  @Test
  void aPartThatPointsOutsideIsSeenThoughItsChecksumHolds() throws IOException {
    OutputDirectory output = OutputDirectory.begin(hadoop(place), Store.KIND, Existing.OVERWRITE);
    PartContent wrong =
        new PartContent(0, 0, new long[] {0, 1, 2, 3}, new int[] {1, 0, 9}, new long[0]);
    GraphShape shape = shape(3, 3);
    Store.commit(output, manifest(shape, List.of(write(output, wrong))), Progress.silent());

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> open().verify(Progress.silent()))
        .withMessageContaining("the store contradicts itself: column")
        .withMessageContaining("found    9");
  }

  @Test
  void theContentHashDoesNotDependOnNames() throws IOException {
    String hash = open().manifest().contentHash();
    List<Path> old = files();

    writeStoreAgain();

    assertThat(open().manifest().contentHash()).isEqualTo(hash);
    assertThat(files()).hasSameSizeAs(old).isNotEqualTo(old);
  }

  private void writeStoreAgain() throws IOException {
    Storage.delete(hadoop(place));
    writeStore();
  }

  private Store open() throws IOException {
    return Store.open(hadoop(place));
  }

  private static PartFile write(OutputDirectory output, PartContent content) throws IOException {
    String name = Store.fileName(content.header().part(), output.run(), 0);
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(output.directory(), name);
    return PartWriter.write(Storage.system(file), file, content);
  }

  private static Manifest manifest(List<PartFile> files) {
    return manifest(shape(3, 4), files);
  }

  private static Manifest manifest(GraphShape shape, List<PartFile> files) {
    CutSummary cut = new CutSummary(1, null, 2, 1.33, 0.67);
    return new Manifest(shape, cut, Map.of("seed", 1), Map.of(), "sha256:0", files);
  }

  private static GraphShape shape(long nodes, long arcs) {
    return new GraphShape(
        "path", false, false, nodes, 2, arcs, 2, false, 2, false, List.of(), 1, true);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(place)) {
      return files.sorted().toList();
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) throws IOException {
    return Storage.path(path.toString());
  }
}
