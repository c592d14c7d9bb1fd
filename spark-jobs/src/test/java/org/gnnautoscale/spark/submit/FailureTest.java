package org.gnnautoscale.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;

class FailureTest {

  private final BadDataException bad = BadDataException.of("row is ragged").with("row", 3);

  @Test
  void badDataIsToldWithItsPlace() {
    assertThat(Failure.of(bad)).isEqualTo(new Failure(3, "row is ragged\n  row      3"));
  }

  @Test
  void badDataIsFoundUnderWhatSparkAndThreadsPutAroundIt() {
    assertThat(Failure.of(new SparkException("Job aborted", bad)).exitCode()).isEqualTo(3);
    assertThat(Failure.of(new UncheckedIOException(bad)).exitCode()).isEqualTo(3);
    assertThat(Failure.of(new ExecutionException(new RuntimeException(bad))).message())
        .startsWith("row is ragged");
  }

  @Test
  void aClusterThatFailsIsNoFaultOfOurs() {
    SparkException lost =
        new SparkException("Job aborted\n\tat scala.Some\n\nDriver stacktrace:", null);

    assertThat(Failure.of(lost)).isEqualTo(new Failure(4, "Job aborted"));
  }

  @Test
  void aFileSystemThatCannotBeReachedIsInputOutput() {
    assertThat(Failure.of(new ConnectException("refused"))).isEqualTo(new Failure(4, "refused"));
    assertThat(Failure.of(new IOException("disk full")).exitCode()).isEqualTo(4);
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsNoInterrupt() {
    assertThat(Failure.of(new SocketTimeoutException("60000 millis timeout")).exitCode())
        .isEqualTo(4);
  }

  @Test
  void aHostThatIsUnknownIsInputOutputWhateverHadoopWrapsAroundIt() {
    IllegalArgumentException theirs =
        new IllegalArgumentException(new UnknownHostException("namenode"));
    theirs.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "org.apache.hadoop.security.SecurityUtil", "buildTokenService", null, 1)
        });

    assertThat(Failure.of(theirs).exitCode()).isEqualTo(4);
  }

  @Test
  void aFileThatMayNotBeReadIsInputOutputAndOneThatIsMissingIsBadData() {
    for (String reason :
        new String[] {
          "Permission denied",
          "Read-only file system",
          "No space left on device",
          "Too many open files",
          "Disk quota exceeded"
        }) {
      FileNotFoundException closed = new FileNotFoundException("/a (%s)".formatted(reason));
      assertThat(Failure.of(closed)).isEqualTo(new Failure(4, "/a (%s)".formatted(reason)));
    }
    assertThat(Failure.of(new FileNotFoundException("/a")).exitCode()).isEqualTo(3);
    assertThat(Failure.of(new FileNotFoundException("/a (No such file or directory)")).exitCode())
        .isEqualTo(3);
  }

  @Test
  void interruptsOfEveryKindAreInterrupts() {
    assertThat(Failure.of(new InterruptedException()).exitCode()).isEqualTo(130);
    assertThat(Failure.of(new InterruptedIOException()).exitCode()).isEqualTo(130);
    assertThat(Failure.of(new CancellationException()).exitCode()).isEqualTo(130);
    assertThat(Failure.of(new SparkException("x", new InterruptedException())).exitCode())
        .isEqualTo(130);
  }

  @Test
  void anIllegalArgumentIsTheUsersOnlyIfOurCodeRefusedIt() {
    IllegalArgumentException ours =
        org.assertj.core.api.Assertions.catchIllegalArgumentException(
            () -> SplitChoice.parse("half"));
    IllegalArgumentException theirs =
        org.assertj.core.api.Assertions.catchIllegalArgumentException(() -> Integer.parseInt("x"));

    assertThat(Failure.of(ours).exitCode()).isEqualTo(2);
    assertThat(Failure.of(theirs).exitCode()).isEqualTo(1);
    assertThat(Failure.of(theirs).message()).startsWith("internal error: ").contains("--verbose");
  }

  @Test
  void tooLittleMemoryNamesTheCure() {
    Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));

    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.message()).contains("GAS_HEAP=");
  }

  @Test
  void tooLittleMemoryOffTheHeapIsNotMendedByALargerHeap() {
    Failure failure = Failure.of(new OutOfMemoryError("no 8,000 bytes of off-heap memory"));

    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.message())
        .startsWith("out of memory: no 8,000 bytes of off-heap memory")
        .contains("gas train STORE --estimate")
        .contains("smaller hidden or batchParts")
        .contains("smaller GAS_HEAP")
        .doesNotContain("GAS_HEAP=");
  }
}
