package org.gnnautoscale.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command as a user types it: {@code submit/gas}, in a process of its own. */
final class GasProcess {

  private static final int KILLED = 128 + 9;

  /**
   * What became of it.
   *
   * @param exitCode as a shell sees it
   * @param output both streams together
   */
  record Ended(int exitCode, String output) {

    boolean killed() {
      return exitCode == KILLED;
    }
  }

  private GasProcess() {}

  /** Runs a command whose {@code crash:///} files kill it at some change of theirs. */
  static Ended crashingAt(String change, String... arguments)
      throws IOException, InterruptedException {
    return run(Optional.of(change), Long.MAX_VALUE, arguments);
  }

  /** Runs a command that is killed after some time, if it still runs. */
  static Ended killedAfter(long millis, String... arguments)
      throws IOException, InterruptedException {
    return run(Optional.empty(), millis, arguments);
  }

  private static Ended run(Optional<String> crashAt, long millis, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("gas", ".log");
    try {
      Process process = start(crashAt, output, arguments);
      if (!process.waitFor(Math.min(millis, 300_000), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  private static Process start(Optional<String> crashAt, Path output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home().resolve("submit/gas").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HADOOP_CONF_DIR", home() + "/gas-trainer/target/test-classes");
    builder.environment().put("GAS_HEAP", "1g");
    crashAt.ifPresent(
        change ->
            builder
                .environment()
                .put("GAS_JAVA_OPTS", "-D%s=%s".formatted(CrashFileSystem.AT, change)));
    return builder.start();
  }

  /** The directory of the project. */
  static Path home() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("submit/gas"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
