package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

  private static final OutputDirectory.Kind KIND =
      new OutputDirectory.Kind("store", "manifest.json", "part-[0-9a-f]+\\.bin");

  @TempDir Path temporary;
  private Path place;

  @BeforeEach
  void choosePlace() {
    place = temporary.resolve("out");
  }

  @Test
  void filesCountFromTheMomentTheManifestIsThere() throws IOException {
    OutputDirectory output = begin(Existing.REFUSE);
    String file = write(output);

    assertThat(names()).containsExactly(file);
    output.commit(bytes("m"), Map.of(file, 1L), Progress.silent());

    assertThat(names()).containsExactly("manifest.json", file);
    assertThat(place.resolve("manifest.json")).hasContent("m");
  }

  @Test
  void anOutputIsReplacedOnlyAfterTheNewOneIsWhole() throws IOException {
    OutputDirectory first = begin(Existing.REFUSE);
    String old = write(first);
    first.commit(bytes("old"), Map.of(old, 1L), Progress.silent());

    OutputDirectory second = begin(Existing.OVERWRITE);
    String file = write(second);
    assertThat(names()).contains("manifest.json", old, file);
    assertThat(place.resolve("manifest.json")).hasContent("old");
    second.commit(bytes("new"), Map.of(file, 1L), Progress.silent());

    assertThat(names()).containsExactly("manifest.json", file);
    assertThat(place.resolve("manifest.json")).hasContent("new");
  }

  @Test
  void whatAKilledAttemptLeftIsSweptByTheNextCommit() throws IOException {
    write(begin(Existing.REFUSE));
    Files.writeString(place.resolve(".manifest.json-0badcafe"), "half");
    Files.writeString(place.resolve(".probe-0badcafe"), "");

    OutputDirectory second = begin(Existing.OVERWRITE);
    String file = write(second);
    second.commit(bytes("m"), Map.of(file, 1L), Progress.silent());

    assertThat(names()).containsExactly("manifest.json", file);
  }

  @Test
  void anAbortedAttemptLeavesNothing() throws IOException {
    OutputDirectory output = begin(Existing.REFUSE);
    write(output);

    output.abort();

    assertThat(place).doesNotExist();
  }

  @Test
  void anExistingOutputIsRefusedAndTheCureNamed() throws IOException {
    OutputDirectory output = begin(Existing.REFUSE);
    output.commit(bytes("m"), Map.of(), Progress.silent());

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.REFUSE))
        .withMessageContaining("holds a store")
        .withMessageContaining("add --overwrite to replace it");
  }

  @Test
  void anUnfinishedOutputIsCalledUnfinished() throws IOException {
    write(begin(Existing.REFUSE));

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.REFUSE))
        .withMessageContaining("holds an unfinished store");
  }

  @Test
  void aDirectoryWithOtherFilesIsNeverTouched() throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("thesis.tex"), "precious");

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.OVERWRITE))
        .withMessageContaining("'thesis.tex', which is no part of a store");
    assertThat(names()).containsExactly("thesis.tex");
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Files.writeString(place, "x");

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> begin(Existing.OVERWRITE));
  }

  @Test
  void aSweepThatFailsIsAWarningAndTheNewOutputStays() throws IOException {
    OutputDirectory first = begin(Existing.REFUSE);
    first.commit(bytes("old"), Map.of(write(first), 1L), Progress.silent());
    OutputDirectory second = beginOn(FailingFileSystem.FAILS_TO_DELETE_PARTS);
    String file = write(second);
    StringWriter said = new StringWriter();

    second.commit(bytes("new"), Map.of(file, 1L), ConsoleProgress.inLog(new PrintWriter(said)));
    second.abort();

    assertThat(said.toString()).startsWith("warning: the store is whole, but older");
    assertThat(names()).hasSize(3).contains("manifest.json", file);
    assertThat(place.resolve("manifest.json")).hasContent("new");
  }

  @Test
  void anAbortAfterALostReplyToTheRenameKeepsTheOutput() throws IOException {
    OutputDirectory output = beginOn(FailingFileSystem.FAILS_AFTER_RENAME);
    String file = write(output);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> output.commit(bytes("new"), Map.of(file, 1L), Progress.silent()))
        .withMessage("no reply");
    output.abort();

    assertThat(names()).containsExactly("manifest.json", file);
  }

  @Test
  void anAbortAfterAFailedRenameKeepsTheOlderOutputAlone() throws IOException {
    OutputDirectory first = begin(Existing.REFUSE);
    String old = write(first);
    first.commit(bytes("old"), Map.of(old, 1L), Progress.silent());
    OutputDirectory second = beginOn(FailingFileSystem.FAILS_TO_RENAME);
    String file = write(second);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> second.commit(bytes("new"), Map.of(file, 1L), Progress.silent()));
    second.abort();

    assertThat(names()).containsExactly("manifest.json", old);
  }

  @Test
  void ofTwoAttemptsAtAFreePlaceTheSecondToCommitFindsItTaken() throws IOException {
    for (boolean firstCommitsFirst : new boolean[] {true, false}) {
      place = temporary.resolve("first " + firstCommitsFirst);
      OutputDirectory one = begin(Existing.REFUSE);
      OutputDirectory other = begin(Existing.REFUSE);
      OutputDirectory winner = firstCommitsFirst ? one : other;
      OutputDirectory loser = firstCommitsFirst ? other : one;
      String file = write(winner);
      String late = write(loser);
      winner.commit(bytes("winner"), Map.of(file, 1L), Progress.silent());

      assertThatExceptionOfType(OutputExistsException.class)
          .isThrownBy(() -> loser.commit(bytes("late"), Map.of(late, 1L), Progress.silent()))
          .withMessageContaining("another command wrote a store to")
          .withMessageContaining("meanwhile");
      loser.abort();

      assertThat(names()).containsExactly("manifest.json", file);
      assertThat(place.resolve("manifest.json")).hasContent("winner");
    }
  }

  @Test
  void ofTwoAttemptsToReplaceAnOutputTheSecondToCommitMissesItsFiles() throws IOException {
    for (boolean firstCommitsFirst : new boolean[] {true, false}) {
      place = temporary.resolve("first " + firstCommitsFirst);
      OutputDirectory one = begin(Existing.OVERWRITE);
      OutputDirectory other = begin(Existing.OVERWRITE);
      OutputDirectory winner = firstCommitsFirst ? one : other;
      OutputDirectory loser = firstCommitsFirst ? other : one;
      String file = write(winner);
      String late = write(loser);
      winner.commit(bytes("winner"), Map.of(file, 1L), Progress.silent());

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> loser.commit(bytes("late"), Map.of(late, 1L), Progress.silent()))
          .withMessageStartingWith("a file of the new store is gone")
          .withMessageContaining(late)
          .withMessageContaining("let one command at a time write to this directory");
      loser.abort();

      assertThat(names()).containsExactly("manifest.json", file);
      assertThat(place.resolve("manifest.json")).hasContent("winner");
    }
  }

  @Test
  void aFileThatIsShorterThanListedIsNotCommitted() throws IOException {
    OutputDirectory output = begin(Existing.REFUSE);
    String file = write(output);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> output.commit(bytes("m"), Map.of(file, 2L), Progress.silent()))
        .withMessageStartingWith("a file of the new store is of 1 bytes")
        .withMessageContaining("expected 2 bytes");
  }

  @Test
  void aPlaceThatCannotBeWrittenToIsAnErrorBeforeTheWorkBegins() throws IOException {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> beginOn(FailingFileSystem.FAILS_TO_MAKE_DIRECTORIES))
        .withMessageStartingWith("the output cannot be written\n  path     nomkdirs:/");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> beginOn(FailingFileSystem.FAILS_TO_CREATE))
        .withMessageStartingWith("the output cannot be written\n  path     nocreate:/")
        .withMessageContaining("detail   cannot create\n");
  }

  private OutputDirectory beginOn(String scheme) throws IOException {
    org.apache.hadoop.fs.Path directory = FailingFileSystem.path(scheme, place);
    return OutputDirectory.begin(directory, KIND, Existing.OVERWRITE);
  }

  private OutputDirectory begin(Existing existing) throws IOException {
    return OutputDirectory.begin(Storage.path(place.toString()), KIND, existing);
  }

  private static String write(OutputDirectory output) throws IOException {
    String name = "part-" + output.run() + ".bin";
    Storage.writeNew(new org.apache.hadoop.fs.Path(output.directory(), name), bytes("x"));
    return name;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
