package org.gnnautoscale.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {

  @TempDir Path place;

  @Test
  void aGraphThatIsNotThereIsBadInputBeforeSparkStarts() {
    assertThat(partition("none", "--parts", "2", "--output", place + "/store")).isEqualTo(3);
  }

  @Test
  void aMissingOptionIsWrongUsage() {
    assertThat(partition("graph", "--parts", "2")).isEqualTo(2);
  }

  @Test
  void aPlaceThatHoldsOtherFilesIsWrongUsage() throws IOException {
    Files.createFile(place.resolve("thesis.tex"));

    assertThat(partition("graph", "--parts", "2", "--output", place.toString())).isEqualTo(2);
  }

  @Test
  void eachFailureHasTheExitCodeOfTheCommandLine() {
    assertThat(Submission.exitCode(BadDataException.of("bad"))).isEqualTo(3);
    assertThat(Submission.exitCode(new IllegalArgumentException("wrong"))).isEqualTo(2);
    assertThat(Submission.exitCode(new IOException("disk"))).isEqualTo(4);
    assertThat(Submission.exitCode(new InterruptedIOException("ctrl-c"))).isEqualTo(130);
    assertThat(Submission.exitCode(new IllegalStateException("ours"))).isEqualTo(1);
  }

  private static int partition(String... args) {
    return Submission.execute(new Partition(), args);
  }
}
