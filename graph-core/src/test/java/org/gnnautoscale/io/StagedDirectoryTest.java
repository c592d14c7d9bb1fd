package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class StagedDirectoryTest {

  private static final StagedDirectory.Kind KIND =
      new StagedDirectory.Kind("graph", "graph.json", "edges|nodes");

  @TempDir private Path directory;

  @Test
  void anOutputAppearsWholeAndNothingIsLeftBesideIt() throws IOException {
    StagedDirectory first = begin(Existing.REFUSE);
    write(first, "one");
    assertThat(place()).doesNotExist();

    first.commit();

    assertThat(place().resolve("graph.json")).hasContent("one");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void anOutputIsReplacedOnlyWhenTheNewOneIsWhole() throws IOException {
    commit("one");
    StagedDirectory second = begin(Existing.OVERWRITE);
    write(second, "two");
    assertThat(place().resolve("graph.json")).hasContent("one");

    second.commit();

    assertThat(place().resolve("graph.json")).hasContent("two");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void anAttemptThatFailedLeavesTheOlderOutput() throws IOException {
    commit("one");
    StagedDirectory second = begin(Existing.OVERWRITE);
    write(second, "two");

    second.abort();

    assertThat(place().resolve("graph.json")).hasContent("one");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void anOutputIsRefusedWithoutOverwrite() throws IOException {
    commit("one");

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.REFUSE))
        .withMessageContaining("holds a graph")
        .withMessageContaining("--overwrite");
  }

  @Test
  void aDirectoryWithOtherFilesIsNeverReplaced() throws IOException {
    Files.createDirectories(place());
    Files.writeString(place().resolve("thesis.tex"), "x");

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.OVERWRITE))
        .withMessageContaining("thesis.tex");
  }

  @Test
  void whatAKilledAttemptLeftIsSwept() throws IOException {
    write(begin(Existing.REFUSE), "killed");

    commit("one");

    assertThat(names()).containsExactly("out");
  }

  @Test
  void anOutputMovedAsideByAKilledAttemptGoesBack() throws IOException {
    commit("one");
    Files.move(place(), directory.resolve(".out.gas-0123abcd.old"));

    begin(Existing.OVERWRITE);

    assertThat(place().resolve("graph.json")).hasContent("one");
  }

  private void commit(String content) throws IOException {
    StagedDirectory staged = begin(Existing.REFUSE);
    write(staged, content);
    staged.commit();
  }

  private StagedDirectory begin(Existing existing) throws IOException {
    return StagedDirectory.begin(Storage.path(place().toString()), KIND, existing);
  }

  private static void write(StagedDirectory staged, String content) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(staged.staging(), "graph.json");
    Storage.writeNew(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path place() {
    return directory.resolve("out");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
