package org.gnnautoscale.dataset.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipFolderTest {

  @TempDir private Path directory;

  @Test
  void membersGoIntoTheFolder() throws IOException {
    unpack(ZipBytes.of("a.txt", "sub/", "sub/b.txt"));

    assertThat(files()).containsExactly("data.zip", "data/a.txt", "data/sub/b.txt");
    assertThat(directory.resolve("data/sub/b.txt")).hasContent("sub/b.txt");
  }

  @Test
  void anArchiveOfOneFolderBecomesThatFolder() throws IOException {
    unpack(ZipBytes.of("arxiv/", "arxiv/raw/edge.csv", "arxiv/split/time/train.csv"));

    assertThat(files())
        .containsExactly("data.zip", "data/raw/edge.csv", "data/split/time/train.csv");
  }

  @Test
  void whatMacOsAddsIsLeftOut() throws IOException {
    unpack(ZipBytes.of("ppi/a.txt", "__MACOSX/ppi/._a.txt"));

    assertThat(files()).containsExactly("data.zip", "data/a.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../out.txt", "a/../../out.txt", "/out.txt", "a//b", "./a", "..", "a\\b", "c:a"})
  void aNameThatLeadsOutOfTheFolderIsAnErrorAndNothingIsLeft(String name) throws IOException {
    assertThatThrownBy(() -> unpack(ZipBytes.of("good.txt", name)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("a member of the archive has a name that leads out of its folder")
        .hasMessageContaining("member   " + name);

    assertThat(files()).containsExactly("data.zip");
    assertThat(directory.resolveSibling("out.txt")).doesNotExist();
  }

  @Test
  void anArchiveThatIsCutOffIsDamagedAndNothingIsLeft() throws IOException {
    byte[] whole = ZipBytes.of("a.txt", "b.txt");

    assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, 40)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("the archive is damaged\n  file     file:");
    assertThat(files()).containsExactly("data.zip");
  }

  @Test
  void whatIsNoArchiveIsDamagedToo() {
    assertThatThrownBy(() -> unpack("<html>".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("detail   it has no member");
  }

  @Test
  void anOlderFolderIsReplacedOnceTheNewOneIsWhole() throws IOException {
    unpack(ZipBytes.of("old.txt"));

    assertThatThrownBy(() -> unpack(ZipBytes.of("new.txt", ".."))).isNotNull();
    assertThat(files()).containsExactly("data.zip", "data/old.txt");
    unpack(ZipBytes.of("new.txt"));
    assertThat(files()).containsExactly("data.zip", "data/new.txt");
  }

  @Test
  void whatAKilledCallLeftIsSweptAway() throws IOException {
    Files.createDirectories(directory.resolve(".data-unpacked"));
    Files.writeString(directory.resolve(".data-unpacked/half.txt"), "ha");

    unpack(ZipBytes.of("a.txt"));

    assertThat(files()).containsExactly("data.zip", "data/a.txt");
  }

  private void unpack(byte[] archive) throws IOException {
    Path file = Files.write(directory.resolve("data.zip"), archive);
    new ZipFolder(
            Storage.path(file.toString()),
            Storage.path(directory.resolve("data").toString()),
            Progress.silent())
        .unpack();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
