package org.gnnautoscale.spark.submit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.NoConnectionException;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.OutputFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception means for the user: an exit code and words; one place for {@code gas} and for
 * the main classes of spark-submit.
 *
 * @param exitCode see {@link ExitCode}
 * @param message one phrase, perhaps with lines on where and how to mend it
 */
public record Failure(int exitCode, String message) {

  /**
   * The trainer's inner parts: an illegal argument there is our mistake, not the user's. What
   * checks settings is not meant.
   */
  private static final Pattern INNER =
      Pattern.compile(
          "org\\.gnnautoscale\\.(memory|engine|autograd|history|load)\\.(?!OptimizerConfig).*");

  /** Java has one class for a file that is missing and for one that cannot be opened. */
  private static final Pattern NOT_MISSING =
      Pattern.compile(
          "denied|\\((Read-only file system|No space left on device|Too many open files"
              + "|Disk quota exceeded|Input/output error|Stale file handle)\\)");

  /** Finds the one exception of a chain of causes that tells most. */
  public static Failure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      Failure failure = known(cause);
      if (failure != null) {
        return failure;
      }
    }
    for (Throwable cause : chain) {
      if (cause instanceof IOException || isSpark(cause)) {
        return new Failure(ExitCode.IO, words(cause));
      }
    }
    return new Failure(ExitCode.INTERNAL, internal(thrown));
  }

  /** Somebody stopped the command. */
  public static Failure interrupted() {
    return new Failure(ExitCode.INTERRUPTED, "interrupted");
  }

  private static @Nullable Failure known(Throwable cause) {
    if (cause instanceof BadDataException) {
      return new Failure(ExitCode.BAD_DATA, words(cause));
    }
    if (cause instanceof OutputFailedException || cause instanceof NoConnectionException) {
      return new Failure(ExitCode.IO, words(cause));
    }
    if (cause instanceof OutputExistsException
        || (cause instanceof IllegalArgumentException && isTheUsers(cause))) {
      return new Failure(ExitCode.USAGE, words(cause));
    }
    if (isInterrupt(cause)) {
      return interrupted();
    }
    if (cause instanceof FileNotFoundException && !NOT_MISSING.matcher(words(cause)).find()) {
      return new Failure(ExitCode.BAD_DATA, missing(cause));
    }
    return cause instanceof OutOfMemoryError ? new Failure(ExitCode.INTERNAL, memory(cause)) : null;
  }

  private static boolean isInterrupt(Throwable cause) {
    return cause instanceof InterruptedException
        || cause instanceof ClosedByInterruptException
        || cause instanceof CancellationException
        || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
  }

  private static boolean isTheUsers(Throwable wrong) {
    StackTraceElement[] trace = wrong.getStackTrace();
    return trace.length > 0
        && trace[0].getClassName().startsWith("org.gnnautoscale.")
        && !INNER.matcher(trace[0].getClassName()).matches();
  }

  /** Exceptions of executors reach the driver as text alone if their class cannot travel. */
  private static boolean isSpark(Throwable cause) {
    return cause.getClass().getName().startsWith("org.apache.spark.");
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return isSpark(cause) || !isOurs(cause) ? firstLines(message) : message;
  }

  private static boolean isOurs(Throwable cause) {
    return cause.getClass().getName().startsWith("org.gnnautoscale.")
        || cause instanceof IllegalArgumentException;
  }

  /** Hadoop and Spark append stack traces to their messages. */
  private static String firstLines(String message) {
    Matcher trace = Pattern.compile("\n\\s*(at |Driver stacktrace)").matcher(message);
    return (trace.find() ? message.substring(0, trace.start()) : message).strip();
  }

  private static String missing(Throwable missing) {
    return "there is no such file\n  detail   " + words(missing);
  }

  private static String memory(Throwable full) {
    String found = String.valueOf(full.getMessage());
    String fix =
        found.contains("off-heap")
            ? "see `gas train STORE --estimate`; set a smaller hidden or batchParts, or a smaller"
                + " GAS_HEAP, which takes from the same memory"
            : "give the Java heap more: GAS_HEAP=8g gas ...";
    return "out of memory: %s\n  fix      %s".formatted(found, fix);
  }

  private static String internal(Throwable thrown) {
    return "internal error: %s\n  fix      report it with what --verbose prints".formatted(thrown);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
