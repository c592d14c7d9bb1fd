package org.gnnautoscale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.spark.SparkException;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map;

class SparkFailureTest {

  @Test
  void aFileSystemThatFailsWhileATableIsReadIsNoDamage() {
    for (IOException outage :
        new IOException[] {
          new ConnectException("refused"),
          new SocketTimeoutException("60000 millis timeout"),
          new AccessDeniedException("/graph/nodes"),
          new PathIOException("s3a://bucket/nodes", "status 503"),
          new IOException("no lease"),
          new EOFException("End of File Exception between local host is: \"a\"")
        }) {
      assertThat(told(outage)).isSameAs(outage);
      assertThat(told(new ParquetDecodingException("cannot read a value", outage)))
          .isSameAs(outage);
      assertThat(told(new IOException("cannot read the footer", outage)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(BadDataException.class);
    }
  }

  @Test
  void bytesThatCannotBeDecodedAreDamage() {
    assertDamage(new RuntimeException("is not a Parquet file: no magic number"));
    assertDamage(new ParquetDecodingException("cannot read a value"));
    assertDamage(new EOFException("reached the end with 7 bytes left"));
    assertDamage(
        thrownBy("org.xerial.snappy.SnappyNative", new IOException("FAILED_TO_UNCOMPRESS")));
    assertDamage(
        new ParquetDecodingException(
            "cannot read a page",
            thrownBy("org.apache.parquet.format.Util", new IOException("no page header"))));
  }

  private static void assertDamage(Throwable cause) {
    assertThat(told(cause))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a table cannot be read as Parquet")
        .hasMessageContaining("/graph/nodes/part-0.parquet");
  }

  private static IOException thrownBy(String type, IOException e) {
    e.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, "read", null, 1)});
    return e;
  }

  private static @Nullable Throwable told(Throwable cause) {
    SparkException unreadable =
        new SparkException(
            "FAILED_READ_FILE.NO_HINT",
            new Map.Map1<>("path", "/graph/nodes/part-0.parquet"),
            cause);
    SparkException aborted = new SparkException("Job aborted due to stage failure", unreadable);
    return catchThrowable(
        () ->
            SparkFailure.unwrapped(
                () -> {
                  throw aborted;
                }));
  }
}
