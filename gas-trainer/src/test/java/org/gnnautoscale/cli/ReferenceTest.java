package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.WeightShapes;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Writes what docs/reference says of commands and settings; fails if that was out of date. */
class ReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/reference");

  private static final String CLI =
      """
      # Commands

      Written by `ReferenceTest` from the definitions of the options: do not edit.

      Paths are local or any Hadoop URI (`hdfs://`, `s3a://`, `file://`). An output that exists is refused unless `--overwrite`
      is given; it is replaced only after the new one is whole.

      | exit code | meaning |
      |---|---|
      | 0 | done |
      | 1 | internal error |
      | 2 | wrong usage, or the output exists |
      | 3 | bad input or damaged data |
      | 4 | input/output, file system, cluster |
      | 130 | interrupted |

      With `--json` the last line of standard output is one JSON object; everything else goes to standard error. Metrics are
      fractions in [0, 1]; times are seconds and sizes bytes, as numbers.

      | variable | meaning |
      |---|---|
      | `GAS_HEAP` | largest Java heap, e.g. `8g` (default: half of the memory) |
      | `GAS_JAVA_OPTS` | more flags for the JVM |
      | `JAVA_HOME` | a JDK 25 to use instead of one under `/usr/lib/jvm` |
      | `HADOOP_CONF_DIR` | where `core-site.xml` and `hdfs-site.xml` are, if paths need them |

      For programs of your own ([own-loop](../guides/own-loop.md)): `submit/gas java` and `submit/gas javac` are those of the JDK 25, with the class
      path and flags of `gas`, and take the arguments of these; `submit/gas classpath` prints the class path.
      """;

  private static final String SETTINGS =
      """
      # Settings

      Written by `ReferenceTest` from `org.gnnautoscale.train.TrainConfig.SETTINGS`: do not edit.

      `gas train` takes them as `--set key=value`, from a HOCON file (`--conf FILE`) or from a preset (`--preset NAME`), in that
      order of strength. An unknown key, or one of another model, stops the start with exit code 2.

      | key | takes | default | models | meaning |
      |---|---|---|---|---|
      """;

  private static final String WEIGHTS =
      """
      # Weight files

      Written by `ReferenceTest` from the models: do not edit.

      A RUN keeps the weights of each run in a [safetensors](https://github.com/huggingface/safetensors) file: float32, and int64 for
      `num_batches_tracked`. Names and shapes are those of PyTorch Geometric 2.x (2.5 and later for GAT, where one `lin` serves both ends
      of an edge), as the layers stand in the lists `convs`, `lins` and `bns` of a module; a linear layer's weight is [out, in]. So a module of
      the same layers loads them:

      ```python
      from safetensors.torch import load_file, save_file
      module.load_state_dict(load_file("weights-0-....safetensors"))
      save_file(module.state_dict(), "mine.safetensors")
      ```

      A file that Python wrote becomes a run, with the settings that its module has; more epochs train it further:

      ```
      gas train STORE --model gcn --set hidden=16 --weights mine.safetensors --set epochs=0 --output my-run
      ```

      Norms are those of `torch.nn`: `bns` of `BatchNorm1d` (PyTorch Geometric's `BatchNorm` has it as its `module`, so that names differ), `lns` of
      `LayerNorm`. The batch norms within `gin` have no running statistics: `BatchNorm1d(width, track_running_stats=False)`. A missing
      `num_batches_tracked` is no error. A model of your own has the names that it declares.

      `pna` and `pna-jk` are put together as in the GAS experiments and have no counterpart in PyTorch Geometric: a linear layer before and one
      after each pair of aggregator and scaler, counted aggregator by aggregator.

      The tables below are for 10 features, 3 classes, 2 layers of width 16.
      """;

  @Test
  void commandsAreUpToDate() throws IOException {
    StringBuilder text = new StringBuilder(CLI);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine line = Gas.commandLine(nowhere, nowhere);
    for (Map.Entry<String, CommandLine> command : line.getSubcommands().entrySet()) {
      if (!command.getKey().equals("help")) {
        text.append("\n## gas %s\n\n```\n".formatted(command.getKey()));
        text.append(command.getValue().getUsageMessage().stripTrailing()).append("\n```\n");
      }
    }
    same("cli.md", text.toString());
  }

  @Test
  void settingsAreUpToDate() throws IOException {
    StringBuilder text = new StringBuilder(SETTINGS);
    for (Setting setting : TrainConfig.SETTINGS) {
      String models = setting.models().isEmpty() ? "all" : String.join(", ", setting.models());
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  setting.key(), setting.takes(), fallback(setting), models, setting.meaning()));
    }
    same("settings.md", text.toString());
  }

  private static String fallback(Setting setting) {
    String text = setting.fallbackText();
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  @Test
  void weightsAreUpToDate() throws IOException {
    StringBuilder text = new StringBuilder(WEIGHTS);
    weights(text, "gcn", Map.of("linear", true, "batchNorm", true, "layerNorm", true));
    weights(text, "sage", Map.of());
    weights(text, "gat", Map.of("hidden", 8, "hiddenHeads", 4, "edgeFeatures", true));
    weights(text, "gin", Map.of("batchNorm", true));
    weights(text, "appnp", Map.of());
    weights(text, "gcn2", Map.of("sharedWeights", false));
    weights(text, "pna", Map.of("scalers", "identity"));
    weights(text, "pna-jk", Map.of("scalers", "identity", "batchNorm", true));
    weights(text, "mlp", Map.of());
    same("weights.md", text.toString());
  }

  private static void weights(StringBuilder text, String model, Map<String, Object> settings) {
    Map<String, Object> all = new TreeMap<>(Map.of("layers", 2, "hidden", 16));
    all.putAll(settings);
    String given =
        settings.isEmpty()
            ? ""
            : " with "
                + new TreeMap<>(settings)
                    .entrySet().stream()
                        .map(entry -> "`%s=%s`".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    text.append("\n## %s%s\n\n| name | shape |\n|---|---|\n".formatted(model, given));
    GraphInfo graph = new GraphInfo(10, 3, 1);
    try (Gnn gnn = ModelRegistry.builder(model).build(graph, ModelConfig.of(all), 1)) {
      WeightShapes.of(gnn)
          .forEach(
              (name, shape) ->
                  text.append("| `%s` | %s |\n".formatted(name, Arrays.toString(shape))));
    }
  }

  private static void same(String name, String expected) throws IOException {
    Path file = REFERENCE.resolve(name);
    if (!Files.exists(file) || !Files.readString(file).equals(expected)) {
      Files.createDirectories(REFERENCE);
      Files.writeString(file, expected);
      fail("docs/reference/%s was out of date and has been written anew: commit it", name);
    }
  }
}
