package org.gnnautoscale.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.generate.GraphCounts;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.spark.partition.PartitionMethod;
import org.gnnautoscale.spark.submit.ExitCode;
import org.gnnautoscale.spark.submit.Failure;
import org.gnnautoscale.train.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code gas}: the only place that prints errors and exits. */
@Command(
    name = "gas",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Trains graph neural networks with historical embeddings on graphs cut by Spark.%n",
    customSynopsis = "gas COMMAND%n",
    commandListHeading = "%nCommands, in the order of use:%n",
    footer = {
      "",
      "`gas COMMAND --help` lists the options, with examples. Begin with `gas demo`, or with",
      "docs/guides/quickstart.md.",
    },
    subcommands = {
      DemoCommand.class,
      DownloadCommand.class,
      ImportCommand.class,
      GenerateCommand.class,
      PartitionCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
      HelpCommand.class,
    })
public final class Gas implements Runnable {

  @Spec private CommandSpec spec;

  private Gas() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    System.setOut(System.err); // whatever a library prints, it is no result
    if (isVerbose(args)) {
      System.setProperty("gas.log", "info");
    }
    Interruption interruption = new Interruption(Thread.currentThread());
    CommandLine line = commandLine(out, err);
    line.setExecutionStrategy(
        parsed -> {
          Integer helped = CommandLine.executeHelpRequest(parsed);
          if (helped != null) {
            return helped;
          }
          interruption.watch();
          return new CommandLine.RunLast().execute(parsed);
        });
    int code = execute(line, args);
    out.flush();
    err.flush();
    interruption.commandEnded();
    System.exit(code);
  }

  /** The same within a process, for tests: returns the exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return execute(commandLine(out, err), args);
  }

  /** Errors of the JVM (out of memory, a broken class path) get past picocli's handlers. */
  private static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (Error error) {
      return failed(error, line, args);
    }
  }

  /** All commands with their options. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Gas());
    line.setOut(out).setErr(err);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(100).setUsageHelpLongOptionsMaxWidth(30);
    converter(line, GraphFormat.class, ImportCommand::format);
    converter(line, GraphKind.class, GraphKind::parse);
    converter(line, GraphCounts.class, GraphCounts::parse);
    converter(line, FeatureChoice.class, FeatureChoice::parse);
    converter(line, SplitChoice.class, SplitChoice::parse);
    converter(line, PartitionMethod.class, PartitionMethod::parse);
    converter(line, Balance.class, Balance::parse);
    converter(line, Objective.class, Objective::parse);
    converter(line, Count.class, Count::parse);
    converter(line, Mode.class, ReproduceCommand::mode);
    line.setParameterExceptionHandler(Gas::wrongUsage);
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) ->
            failed(thrown, command, parsed.originalArgs().toArray(String[]::new)));
    line.getSubcommands().values().forEach(Gas::sharpen);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static <T> void converter(CommandLine line, Class<T> type, Function<String, T> parse) {
    line.registerConverter(
        type,
        text -> {
          try {
            return parse.apply(text);
          } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
          }
        });
  }

  private static void sharpen(CommandLine command) {
    command.setUsageHelpAutoWidth(false);
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getCommandSpec().usageMessage().parameterListHeading("%n");
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    print(command.getErr(), Usage.words(wrong));
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("  see      %s --help".formatted(name));
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  private static int failed(Throwable thrown, CommandLine command, String[] args) {
    Failure failure = Interruption.happened() ? Failure.interrupted() : Failure.of(thrown);
    print(command.getErr(), failure.message());
    if (isVerbose(args)) {
      thrown.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return failure.exitCode();
  }

  private static void print(PrintWriter err, String message) {
    err.println("error: " + message);
  }

  private static boolean isVerbose(String[] args) {
    List<String> words = Arrays.asList(args);
    return words.contains("--verbose") || words.contains("-v");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    boolean isOut = descriptor == FileDescriptor.out;
    Charset charset = isOut ? System.out.charset() : System.err.charset();
    return new PrintWriter(
        new PrintStream(new FileOutputStream(descriptor), true, charset), true, charset);
  }
}
