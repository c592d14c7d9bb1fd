package org.gnnautoscale.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.gnnautoscale.io.ConsoleProgress;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.Progress;
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
  private final Progress progress;

  Console(CommandSpec command, boolean json, boolean quiet) {
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
    this.json = json;
    this.progress = quiet ? Progress.silent() : watched(err);
  }

  /** Where long work says how far it is. */
  Progress progress() {
    return progress;
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
  private static Progress watched(PrintWriter err) {
    int columns = Integer.getInteger("gas.columns", 0);
    return columns > 0 ? ConsoleProgress.onTerminal(err, columns) : ConsoleProgress.inLog(err);
  }
}
