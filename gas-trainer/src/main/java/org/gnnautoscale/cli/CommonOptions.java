package org.gnnautoscale.cli;

import org.gnnautoscale.io.Existing;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that every command has. */
@Command(versionProvider = Version.class)
final class CommonOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @ArgGroup(validate = false, order = 100, heading = "%nOptions of every command:%n")
  private final Flags flags = new Flags();

  /** Shown as a group of their own, after the command's own options. */
  @SuppressWarnings("UnusedVariable") // picocli acts on help and version by itself
  static final class Flags {

    @Option(
        names = "--overwrite",
        description = "Replace an output that exists, once the new one is whole.")
    private boolean overwrite;

    @Option(
        names = "--json",
        description = "Print the result as one JSON object, the last line of standard output.")
    private boolean json;

    @Option(
        names = {"-q", "--quiet"},
        description = "No progress; results and errors only.")
    private boolean quiet;

    @Option(
        names = {"-v", "--verbose"},
        description = "More log, and stack traces of errors.")
    private boolean verbose;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and exit.")
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    private boolean version;
  }

  /** Where the command prints. */
  Console console() {
    return new Console(command, flags.json, flags.quiet);
  }

  /** What happens to an output that exists. */
  Existing existing() {
    return flags.overwrite ? Existing.OVERWRITE : Existing.REFUSE;
  }

  /** Whether errors come with their stack trace. */
  boolean verbose() {
    return flags.verbose;
  }
}
