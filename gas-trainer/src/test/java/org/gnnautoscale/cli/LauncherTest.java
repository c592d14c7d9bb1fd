package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code submit/gas} in a tree that looks built, with a JDK that only prints how it was called. */
class LauncherTest {

  @TempDir Path tree;

  @BeforeEach
  void pretendToBeBuilt() throws IOException {
    Path lib = Files.createDirectories(tree.resolve("gas-trainer/target/lib"));
    Files.createFile(lib.resolve(".complete"));
    Files.createFile(lib.resolve("picocli-1.jar"));
    Files.createFile(tree.resolve("gas-trainer/target/gas-trainer-1.jar"));
    Files.createDirectories(tree.resolve("submit"));
    Files.copy(Path.of("../submit/gas"), tree.resolve("submit/gas"));
    Files.copy(Path.of("../pom.xml"), tree.resolve("pom.xml"));
    Path bin = Files.createDirectories(tree.resolve("jdk/bin"));
    Files.writeString(tree.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(bin.resolve("java").toFile().setExecutable(true)).isTrue();
    Files.writeString(bin.resolve("javac"), "#!/bin/sh\nprintf '%s\\n' javac \"$@\"\n");
    assertThat(bin.resolve("javac").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void wordsArriveAsTheyWereTyped() throws Exception {
    assertThat(gas(Map.of(), "import", "csv", "my data", "--output", "*"))
        .containsSubsequence(
            "org.gnnautoscale.cli.Gas", "import", "csv", "my data", "--output", "*");
  }

  @Test
  void theCommandIsToldHowItWasCalled() throws Exception {
    assertThat(gas(Map.of(), "demo")).contains("-Dgas.command=" + tree.resolve("submit/gas"));
    assertThat(run(List.of("submit/gas", "demo"), Map.of())).contains("-Dgas.command=submit/gas");
    String path = tree.resolve("submit") + ":" + System.getenv("PATH");
    assertThat(run(List.of("gas", "demo"), Map.of("PATH", path))).contains("-Dgas.command=gas");
  }

  @Test
  void theWidthOfATerminalIsTold() throws Exception {
    assumeThat(Path.of("/usr/bin/script")).as("makes a terminal").exists();
    String inTerminal = "stty cols 90 && bash submit/gas demo";

    assertThat(run(List.of("script", "-qec", inTerminal, "/dev/null"), Map.of()))
        .contains("-Dgas.columns=90");
    assertThat(gas(Map.of(), "demo")).noneMatch(word -> word.startsWith("-Dgas.columns"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "bench", "demo", "reproduce"})
  void commandsThatComputeGetVectors(String command) throws Exception {
    assertThat(gas(Map.of(), command, "s")).contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void partitioningGetsNoVectors() throws Exception {
    assertThat(gas(Map.of(), "partition", "g"))
        .doesNotContain("--add-modules=jdk.incubator.vector");
  }

  @Test
  void programsOfOnesOwnGetTheJdkTheLibrariesAndTheFlags() throws Exception {
    assertThat(gas(Map.of(), "java", "Loop.java", "a b"))
        .contains("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED")
        .anyMatch(word -> word.contains("gas-trainer-1.jar"))
        .endsWith("Loop.java", "a b");
    assertThat(gas(Map.of(), "javac", "-d", "my-classes", "Loop.java"))
        .contains("javac", "-cp")
        .endsWith("-d", "my-classes", "Loop.java");
  }

  @Test
  void theHeapAndTheHadoopConfigurationAreTheUsers() throws Exception {
    assertThat(gas(Map.of("GAS_HEAP", "3g", "HADOOP_CONF_DIR", "/etc/conf"), "partition", "g"))
        .contains("-Xmx3g")
        .anyMatch(word -> word.startsWith("/etc/conf:") && word.contains("gas-trainer-1.jar"));
  }

  private List<String> gas(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(tree.resolve("submit/gas").toString());
    command.addAll(List.of(words));
    return run(command, environment);
  }

  private List<String> run(List<String> words, Map<String, String> environment) throws Exception {
    // bash finds the first word on the PATH of the environment
    List<String> command = new ArrayList<>(List.of("bash", "-c", "\"$@\"", "bash"));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", tree.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
