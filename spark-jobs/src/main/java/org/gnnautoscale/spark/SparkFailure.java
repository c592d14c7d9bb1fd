package org.gnnautoscale.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.spark.SparkThrowable;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.OutputExistsException;

/** Finds, inside what Spark wraps around it, the failure that a user can act on. */
public final class SparkFailure {

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

  /** Tells a damaged file from a file system that does not answer. */
  private static IOException readFailure(Exception failure) {
    IOException io = null;
    SparkThrowable unreadable = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException found && (io == null || !isOutage(io))) {
        io = found;
      }
      if (t instanceof SparkThrowable spark && isUnreadable(spark)) {
        unreadable = spark;
      }
    }
    if (unreadable != null && (io == null || !isOutage(io))) {
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

  private static boolean isOutage(IOException e) {
    return e instanceof SocketException
        || e instanceof UnknownHostException
        || e instanceof FileNotFoundException
        || e instanceof BlockMissingException
        || e instanceof RemoteException;
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
