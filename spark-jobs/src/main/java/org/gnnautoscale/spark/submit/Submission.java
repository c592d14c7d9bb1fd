package org.gnnautoscale.spark.submit;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gnnautoscale.io.ConsoleProgress;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the main classes for spark-submit have in common; exit codes are those of {@code gas}. */
final class Submission {

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
          Failure told = Failure.of(failure);
          failed.getErr().println("error: " + told.message());
          if (told.exitCode() == ExitCode.INTERNAL
              || parsed.matchedOptionValue("--verbose", false)) {
            failure.printStackTrace(failed.getErr());
          }
          return told.exitCode();
        });
    return line.execute(args);
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
    return ExitCode.DONE;
  }
}
