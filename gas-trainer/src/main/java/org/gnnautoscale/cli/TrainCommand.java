package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.Estimate;
import org.gnnautoscale.train.Mode;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainJob;
import org.gnnautoscale.train.TrainSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gas train}. */
@Command(
    name = "train",
    customSynopsis = "gas train STORE --model NAME --output RUN [OPTIONS]%n",
    description = "Train a model on a store, and keep the weights of its best epoch.",
    footer = {
      "",
      "Settings such as epochs, lr or hidden: docs/reference/settings.md. --set wins over --conf, and",
      "that over --preset.",
      "",
      "Examples:",
      "  gas train cora-store --model gcn --preset cora --output cora-run",
      "  gas train cora-store --model gcn --preset cora --runs 20 --output cora-runs",
      "  gas train shop-store --model gcn --set layers=3 --set hidden=256 --output shop-run",
      "  gas train shop-store --model gcn --conf my.conf --estimate",
      "  gas train shop-store --model-class com.acme.MyGnn --classpath my.jar --output my-run",
      "",
      "See docs/guides/train.md and docs/guides/add-a-model.md.",
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "Directory that partition wrote.")
  private String input;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "gcn, sage, gat, gin, appnp, gcn2, pna, pna-jk, or mlp (features only, for comparison).")
  private @Nullable String modelName;

  @Option(
      names = "--model-class",
      paramLabel = "CLASS",
      description = "A model of your own, such as com.acme.MyGnn; see --classpath.")
  private @Nullable String modelClass;

  @Mixin private ClassPathOption classpath;

  @Option(names = "--output", paramLabel = "RUN", description = "Directory to write.")
  private @Nullable String output;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Published settings of the model on a data set: cora, amazon-photo, ...")
  private @Nullable String preset;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Settings from a file (HOCON: lines like epochs = 100).")
  private @Nullable String conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; may be given several times.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Of the first run; run r has SEED + r (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--runs",
      paramLabel = "R",
      description = "How many times to train; run r uses split r (default: ${DEFAULT-VALUE}).")
  private int runs = 1;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights to begin with (safetensors); --set epochs=0 trains them no further.")
  private @Nullable String weights;

  @Option(
      names = "--estimate",
      description = "Only say how much memory training needs, and stop; needs no --output.")
  private boolean estimate;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return classpath.during(this::run);
  }

  private int run() throws IOException, InterruptedException {
    Console console = common.console();
    if (output == null && !estimate) {
      throw new ParameterException(spec.commandLine(), "gas train needs --output RUN");
    }
    String model = model(); // an unknown model is told before its settings
    TrainConfig config = TrainConfig.of(model, Settings.resolve(model, preset, conf, sets));
    Store store = Store.open(Storage.path(input));
    if (output == null || estimate) {
      Estimate memory = Estimate.of(store.manifest(), config);
      return console.finish(memory.toMap(), RunTable.of(memory));
    }
    return train(console, job(store, config), output);
  }

  private TrainJob job(Store store, TrainConfig config) throws IOException {
    return new TrainJob(store, config, seed, runs, weights == null ? null : Storage.path(weights));
  }

  private String model() {
    if (modelClass != null && modelName == null) {
      if (modelClass.indexOf('.') < 0) {
        throw new IllegalArgumentException(
            "--model-class must be the name of a class with its package, such as com.acme.%1$s, got %1$s"
                .formatted(modelClass));
      }
      ModelRegistry.builder(modelClass);
      return modelClass;
    }
    if (modelName == null || modelClass != null) {
      throw new ParameterException(
          spec.commandLine(), "gas train needs --model NAME, or --model-class CLASS");
    }
    ModelName.require(modelName);
    return modelName;
  }

  private int train(Console console, TrainJob job, String place)
      throws IOException, InterruptedException {
    Path path = Storage.path(place);
    sayIfLowered(console, job);
    TrainSummary summary;
    try (EpochLog log =
        console.epochs("train " + job.config().model(), (long) runs * job.config().epochs())) {
      summary = job.run(path, common.existing(), console.progress(), log);
    }
    Map<String, Object> result = new LinkedHashMap<>(summary.toMap());
    result.put("output", path.toString());
    Table table = RunTable.of(summary.toMap()).row("written to", place);
    String classes = classpath.again();
    table.next(
        "gas evaluate " + place + classes,
        "gas predict %s --output %s%s"
            .formatted(place, Names.sibling(place, "-run", ".parquet"), classes));
    return console.finish(result, table);
  }

  private static void sayIfLowered(Console console, TrainJob job) {
    if (job.config().mode() == Mode.FULL && job.config().historyType() != HistoryType.FP32) {
      console.headline("mode is full, which has no histories: historyType does not matter");
    }
    int parts = job.store().manifest().trainingParts();
    if (job.config().mode() == Mode.GAS && job.config().batchParts() > parts) {
      console.headline(
          "batchParts is %d, but there are %d parts to train on: all are in one batch"
              .formatted(job.config().batchParts(), parts));
    }
  }
}
