package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @TempDir Path folder;

  @Test
  void aFileAppearsWhenItIsWhole() throws IOException {
    try (OutputFile file = begin(Storage.path(folder + "/a.csv"))) {
      file.stream().write('x');
      assertThat(folder.resolve("a.csv")).doesNotExist();
      file.commit();
    }

    assertThat(names()).containsExactly("a.csv");
    assertThat(folder.resolve("a.csv")).hasContent("x");
  }

  @Test
  void aFileThatIsNotCommittedLeavesNothing() throws IOException {
    begin(Storage.path(folder + "/a.csv")).close();

    assertThat(names()).isEmpty();
  }

  @Test
  void whatKilledAttemptsLeftIsSweptAndNothingElse() throws IOException {
    for (String name :
        new String[] {".a.csv-0123abcd", ".b.csv-0123abcd", ".a.csv-notes", "a.csv-0123abcd"}) {
      Files.writeString(folder.resolve(name), "");
    }

    try (OutputFile file = begin(Storage.path(folder + "/a.csv"))) {
      file.commit();
    }

    assertThat(names())
        .containsExactly(".a.csv-notes", ".b.csv-0123abcd", "a.csv", "a.csv-0123abcd");
  }

  @Test
  void aSweepThatFailsLeavesTheFileWhole() throws IOException {
    Files.writeString(folder.resolve(".part-a-0123abcd"), "");
    org.apache.hadoop.fs.Path place =
        FailingFileSystem.path(FailingFileSystem.FAILS_TO_DELETE_PARTS, folder.resolve("part-a"));

    try (OutputFile file = begin(place)) {
      file.commit();
    }

    assertThat(names()).containsExactly(".part-a-0123abcd", "part-a");
  }

  @Test
  void aCheckLeavesNothingAndMakesNoDirectory() throws IOException {
    OutputFile.check(Storage.path(folder + "/new/folder/a.csv"), Existing.REFUSE);

    assertThat(names()).isEmpty();
  }

  @Test
  void aPlaceBelowAFileIsToldByItsOwnName() throws IOException {
    Files.writeString(folder.resolve("taken"), "");

    assertThatExceptionOfType(OutputFailedException.class)
        .isThrownBy(() -> OutputFile.check(Storage.path(folder + "/taken/a.csv"), Existing.REFUSE))
        .withMessageStartingWith(
            """
            the output cannot be written
              path     file:%s/taken/a.csv
              detail   file:%s/taken is a file, not a directory
            """
                .formatted(folder, folder));
  }

  private static OutputFile begin(org.apache.hadoop.fs.Path path) throws IOException {
    return OutputFile.begin(path, Existing.OVERWRITE);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
