package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of README and guides compiles and does what they say. */
class DocumentedCodeTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  private static final List<String> IMPORTS =
      List.of(
          "java.util.Map",
          "org.apache.hadoop.fs.Path",
          "org.apache.spark.sql.SparkSession",
          "org.gnnautoscale.autograd.*",
          "org.gnnautoscale.io.Progress",
          "org.gnnautoscale.load.*",
          "org.gnnautoscale.nn.*",
          "org.gnnautoscale.spark.partition.*",
          "org.gnnautoscale.store.Store",
          "org.gnnautoscale.train.*");

  @TempDir Path directory;

  @Test
  void theLoopOfTheReadmeLearns() throws Exception {
    generate();
    String block = block("../README.md").strip();
    assertThat(block.lines().count()).isLessThanOrEqualTo(30);
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    source
        .append("public class Loop {\npublic static void main(String[] args) throws Exception {\n")
        .append(block.replace("cora-", directory + "/cora-"))
        .append("\n}}\n");
    compile("Loop", source.toString());

    String printed = run("Loop");

    Matcher accuracy = Pattern.compile("test accuracy (0\\.\\d+)").matcher(printed);
    assertThat(accuracy.find()).as(printed).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.6);
  }

  @Test
  void theProgramOfTheGuideKeepsItsBestWeights() throws Exception {
    generate();
    String source = block("../docs/guides/own-loop.md");
    for (String name : List.of("cora-graph", "cora-parts", "best.safetensors")) {
      source = source.replace("\"" + name, "\"" + path(name));
    }
    compile("Loop", source);

    String printed = run("Loop");

    Matcher accuracy = Pattern.compile("test accuracy (0\\.\\d+)").matcher(printed);
    assertThat(accuracy.find()).as(printed).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.6);
    String[] weights = {"--weights", path("best.safetensors"), "--set", "epochs=0"};
    String[] gcn = {"train", path("cora-parts"), "--model", "gcn", "--set", "hidden=16"};
    assertThat(
            Cli.json(join(weights, join(new String[] {"--output", path("run")}, gcn)))
                .at("/testMetric/mean")
                .asDouble())
        .isEqualTo(Double.parseDouble(accuracy.group(1)));
  }

  @Test
  void theModelOfTheGuideTrainsEvaluatesAndPredictsFromTheCommandLine() throws Exception {
    generate();
    Cli.succeeds("partition", path("cora-graph"), "--parts", "8", "--output", path("store"));
    compile("com/acme/GatedGnn", block("../docs/guides/add-a-model.md"));
    String[] model = {"--model-class", "com.acme.GatedGnn", "--classpath", directory.toString()};

    for (String mode : List.of("gas", "full")) {
      String run = path("run-" + mode);
      String mode0 = "mode=" + mode;
      Cli.succeeds(
          join(
              model,
              "train",
              path("store"),
              "--output",
              run,
              "--set",
              mode0,
              "--set",
              "epochs=40"));

      assertThat(
              Cli.json("evaluate", run, "--classpath", directory.toString())
                  .at("/testMetric/mean")
                  .asDouble())
          .isGreaterThan(0.6);
    }
    String file = path("predictions.parquet");
    Cli.succeeds("predict", path("run-gas"), "--classpath", directory.toString(), "--output", file);
    assertThat(Path.of(file)).isNotEmptyFile();

    Cli.succeeds("verify", path("run-gas"), "--classpath", directory.toString());
    assertThat(Cli.failsWith(2, "evaluate", path("run-gas")))
        .contains("there is no class com.acme.GatedGnn: say where it is with --classpath my.jar");
  }

  private void generate() {
    Cli.succeeds(
        "generate",
        "--nodes",
        "1500",
        "--edges",
        "9000",
        "--communities",
        "30",
        "--classes",
        "4",
        "--signal",
        "0.5",
        "--output",
        path("cora-graph"));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private static String[] join(String[] last, String... first) {
    String[] all = java.util.Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private static String block(String file) throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private void compile(String name, String source) throws Exception {
    Path file = directory.resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                file.toString());
    assertThat(code).as(errors.toString(StandardCharsets.UTF_8)).isZero();
  }

  private String run(String name) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
