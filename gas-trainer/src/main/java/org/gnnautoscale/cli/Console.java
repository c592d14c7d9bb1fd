package org.gnnautoscale.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.ConsoleProgress;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.reproduce.Repetition;
import org.gnnautoscale.spark.submit.ExitCode;
import org.gnnautoscale.spark.submit.Sessions;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command prints: results on standard output, all else on standard error.
 *
 * <p>With {@code --json} the result is one line of JSON, and standard output holds nothing else.
 */
final class Console {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final int columns = Integer.getInteger("gas.columns", 0);
  private final Progress progress;

  Console(CommandSpec command, boolean json, boolean quiet) {
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
    this.json = json;
    this.progress = quiet ? Progress.silent() : watched();
  }

  /** Where long work says how far it is. */
  Progress progress() {
    return progress;
  }

  /** What is done next, where a command takes several steps. */
  void headline(String line) {
    progress.say(line);
  }

  /** Starts Spark, which takes some seconds; the caller closes it. */
  SparkSession spark(String name, String master, Map<String, String> settings) {
    try (Progress.Stage stage = progress.stage("start Spark", 1)) {
      SparkSession session = Sessions.open(name, master, settings);
      stage.advance(1);
      return session;
    }
  }

  /** Listens to the epochs of a training; a log has lines enough, and gets no bar. */
  EpochLog epochs(String name, long epochs) {
    return new EpochLog(progress, columns > 0 ? name : null, epochs);
  }

  /** Listens to the runs of a published table. */
  RepetitionLog repetition(List<Repetition.Task> tasks) {
    return new RepetitionLog(progress, tasks, columns > 0);
  }

  /** Prints a result: the table for people, or the map for programs. Returns the exit code. */
  int finish(Map<String, ?> result, Table table) {
    if (json) {
      out.println(Json.line(result));
    } else {
      out.print(table);
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** The launcher tells the width of the terminal, if standard error is one. */
  private Progress watched() {
    return columns > 0 ? ConsoleProgress.onTerminal(err, columns) : ConsoleProgress.inLog(err);
  }
}
