package org.gnnautoscale.spark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.spark.SparkThrowable;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.OutputExistsException;

/** Finds, inside what Spark wraps around it, the failure that a user can act on. */
public final class SparkFailure {

  /** What decodes a file's bytes: an exception that begins there tells of the bytes. */
  private static final List<String> DECODERS =
      List.of(
          "org.apache.parquet.",
          "org.apache.hadoop.io.compress.",
          "org.xerial.snappy.",
          "com.github.luben.zstd.",
          "net.jpountz.",
          "java.util.zip.");

  private SparkFailure() {}

  /**
   * Runs work on Spark and lets its own failures through.
   *
   * @throws IOException the file system's failure, or what is wrong with the data
   */
  public static <T> T unwrapped(Callable<T> work) throws IOException {
    try {
      return work.call();
    } catch (Exception e) {
      throw ioOrRuntime(e);
    }
  }

  private static IOException ioOrRuntime(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BadDataException bad) {
        return bad;
      }
      if (t instanceof OutputExistsException exists) {
        return exists;
      }
      if (t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(failure);
        return interrupted;
      }
    }
    return readFailure(failure);
  }

  /**
   * Tells a damaged file from a file system that fails: of which every exception is one, save those
   * of decoding.
   */
  private static IOException readFailure(Exception failure) {
    IOException io = null;
    SparkThrowable unreadable = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException found && (io == null || isDamage(io))) {
        io = found;
      }
      if (t instanceof SparkThrowable spark && isUnreadable(spark)) {
        unreadable = spark;
      }
    }
    if (unreadable != null && (io == null || isDamage(io))) {
      return damagedTable(unreadable, failure);
    }
    return io != null ? io : otherFailure(failure);
  }

  /**
   * A mistake of ours or of the caller is thrown; a cluster that fails is a failure of
   * input/output.
   */
  private static IOException otherFailure(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof RuntimeException)) {
      root = root.getCause();
    }
    if (String.valueOf(root.getMessage()).contains("stopped SparkContext")) {
      return new IOException("Spark has stopped: its master or the cluster is gone", failure);
    }
    if (root instanceof RuntimeException runtime) {
      throw runtime;
    }
    String message = String.valueOf(failure.getMessage());
    return new IOException(message.lines().findFirst().orElse(message), failure);
  }

  private static boolean isDamage(IOException e) {
    return isEndOfFile(e)
        || e instanceof ChecksumException
        || e instanceof ZipException
        || isThrownByDecoder(e);
  }

  /** Hadoop gives the same name to a connection that is closed by its other end. */
  private static boolean isEndOfFile(IOException e) {
    return e instanceof EOFException && !String.valueOf(e.getMessage()).contains("local host is");
  }

  private static boolean isThrownByDecoder(IOException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && DECODERS.stream().anyMatch(trace[0].getClassName()::startsWith);
  }

  private static boolean isUnreadable(SparkThrowable e) {
    String condition = e.getCondition();
    return condition != null
        && (condition.startsWith("FAILED_READ_FILE")
            || condition.startsWith("CANNOT_READ_FILE_FOOTER")
            || condition.startsWith("UNABLE_TO_INFER_SCHEMA"));
  }

  private static BadDataException damagedTable(SparkThrowable e, Exception failure) {
    BadDataException bad = BadDataException.of("a table cannot be read as Parquet");
    String path = e.getMessageParameters().get("path");
    if (path != null) {
      bad = bad.with("file", path);
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return bad.with("detail", String.valueOf(root.getMessage()))
        .fix("restore the file, or import the graph again with --overwrite")
        .because(failure);
  }
}
