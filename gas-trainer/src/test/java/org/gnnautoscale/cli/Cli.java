package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;

/** Commands within this process, for tests of the whole way. */
public final class Cli {

  private Cli() {}

  /** Runs a command that must end well, and returns its standard output. */
  public static String succeeds(String... arguments) {
    return run(0, arguments).out();
  }

  /** Runs a command with {@code --json} that must end well, and returns the object. */
  public static JsonNode json(String... arguments) throws IOException {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return run(0, all).json();
  }

  /** Runs a command that must end with an exit code, and returns what it says of the error. */
  public static String failsWith(int exitCode, String... arguments) {
    return run(exitCode, arguments).err();
  }

  private static Call run(int exitCode, String... arguments) {
    Call call = Call.gas(arguments);
    assertThat(call.code())
        .as("exit code of gas %s, which said: %s", String.join(" ", arguments), call.err())
        .isEqualTo(exitCode);
    return call;
  }
}
