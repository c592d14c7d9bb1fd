package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingTest {

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path output;
  private RunFiles files;

  @BeforeEach
  void keepThreeRuns() throws IOException {
    output = Storage.path(folder.toString());
    files = new RunFiles(Example.GAS.directory(output));
    files.keep(Example.run(Example.GAS, 1, 0.75));
    files.keep(Example.run(Example.GAS, 2, 0.85));
    files.keep(Example.run(Example.GAS, 5, 0.95));
  }

  @Test
  void aRunLiesByTableDataSetModelAndMode() {
    assertThat(folder.resolve("small/tiny/gcn/gas/seed-2.json")).isNotEmptyFile();
  }

  @Test
  void whatIsFinishedAndWhatIsMissing() throws IOException {
    Standing standing = Standing.read(Example.GAS, 4, output, Example.SOURCE);

    assertThat(standing.seeds()).containsExactly(1L, 2L, 5L);
    assertThat(standing.missing()).containsExactly(3L, 4L);
    assertThat(standing.test().perRun()).containsExactly(0.75, 0.85, 0.95);
    assertThat(standing.refused()).isEmpty();
  }

  @Test
  void anotherModeIsAnotherExperiment() throws IOException {
    Standing standing = Standing.read(Example.FULL, 2, output, Example.SOURCE);

    assertThat(standing.finished()).isEmpty();
    assertThat(standing.missing()).containsExactly(1L, 2L);
  }

  @Test
  void runsOfOtherSettingsAreMissingAndCountedByTheirReason() throws IOException {
    Standing standing = Standing.read(Example.experiment("lr", 0.5), 2, output, Example.SOURCE);

    assertThat(standing.finished()).isEmpty();
    assertThat(standing.missing()).containsExactly(1L, 2L);
    assertThat(standing.refused()).isEqualTo(Map.of("lr was 0.01, and is 0.5", 3));
  }

  @Test
  void otherDataIsNotedWhereTheDataIsKnown() throws IOException {
    Source other = new Source("graph-b", "store-a", 4);

    assertThat(Standing.read(Example.GAS, 2, output, other).missing()).containsExactly(1L, 2L);
    assertThat(Standing.read(Example.GAS, 2, output, null).missing()).isEmpty();
  }

  @Test
  void aDamagedFileIsMissing() throws IOException {
    Files.writeString(folder.resolve("small/tiny/gcn/gas/seed-2.json"), "{}");

    Standing standing = Standing.read(Example.GAS, 2, output, Example.SOURCE);

    assertThat(standing.missing()).containsExactly(2L);
    assertThat(standing.refused())
        .isEqualTo(Map.of("the file is damaged: its bytes do not match its checksum", 1));
  }

  @Test
  void aFileUnderTheNameOfAnotherSeedDoesNotCount() throws IOException {
    Path runs = folder.resolve("small/tiny/gcn/gas");
    Files.copy(runs.resolve("seed-1.json"), runs.resolve("seed-3.json"));

    Standing standing = Standing.read(Example.GAS, 3, output, Example.SOURCE);

    assertThat(standing.missing()).isEqualTo(List.of(3L));
    assertThat(standing.refused()).isEqualTo(Map.of("it is of seed 1", 1));
  }

  @Test
  void whatIsBegunButNotWholeIsNoRun() throws IOException {
    Files.writeString(folder.resolve("small/tiny/gcn/gas/.seed-3.json-0123abcd"), "{");

    assertThat(Standing.read(Example.GAS, 3, output, Example.SOURCE).missing())
        .isEqualTo(List.of(3L));
  }

  @Test
  void anewNothingIsFinished() throws IOException {
    Standing anew = Standing.read(Example.GAS, 2, output, Example.SOURCE).anew();

    assertThat(anew.missing()).containsExactly(1L, 2L);
  }
}
