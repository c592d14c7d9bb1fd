package org.gnnautoscale.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

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
  void aFailureHasTheExitCodeOfTheCommandLine() {
    assertThat(failing(BadDataException.of("bad"))).isEqualTo(3);
    assertThat(failing(new FileNotFoundException("/gone"))).isEqualTo(3);
    assertThat(failing(new IOException("disk"))).isEqualTo(4);
    assertThat(failing(new SocketTimeoutException("60000 millis timeout"))).isEqualTo(4);
    assertThat(failing(new RuntimeException(new UnknownHostException("namenode")))).isEqualTo(4);
    assertThat(failing(new InterruptedIOException("ctrl-c"))).isEqualTo(130);
  }

  private static int failing(Exception failure) {
    return Submission.execute(new Failing(failure));
  }

  @Command
  private record Failing(Exception failure) implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private static int partition(String... args) {
    return Submission.execute(new Partition(), args);
  }
}
