package org.gnnautoscale.spark.submit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.ConsoleProgress;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the main classes for spark-submit have in common; exit codes are those of {@code gas}. */
final class Submission {

  private static final int INTERNAL = 1;
  private static final int USAGE = 2;
  private static final int BAD_DATA = 3;
  private static final int IO = 4;
  private static final int INTERRUPTED = 130;

  @Option(names = "--json", description = "Print the result as one JSON object in one line.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress; results and errors only.")
  private boolean quiet;

  @SuppressWarnings("UnusedVariable") // asked for by name when a command fails
  @Option(
      names = {"-v", "--verbose"},
      description = "Stack traces of errors.")
  private boolean verbose;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Runs a command and gives its exit code. */
  static int execute(Callable<Integer> command, String... args) {
    Sessions.configureStorage();
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed.getErr().println("error: " + failure.getMessage());
          int code = exitCode(failure);
          if (code == INTERNAL || parsed.matchedOptionValue("--verbose", false)) {
            failure.printStackTrace(failed.getErr());
          }
          return code;
        });
    return line.execute(args);
  }

  static int exitCode(Throwable failure) {
    if (failure instanceof BadDataException) {
      return BAD_DATA;
    }
    if (failure instanceof OutputExistsException || failure instanceof IllegalArgumentException) {
      return USAGE;
    }
    if (failure instanceof InterruptedIOException || failure instanceof CancellationException) {
      return INTERRUPTED;
    }
    return failure instanceof IOException ? IO : INTERNAL;
  }

  /** Lines on standard error. */
  Progress progress() {
    return quiet ? Progress.silent() : ConsoleProgress.inLog(command.commandLine().getErr());
  }

  /** Prints a result. */
  int finish(Map<String, ?> result) {
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? Json.line(result) + "\n" : Json.pretty(result));
    out.flush();
    return 0;
  }
}
