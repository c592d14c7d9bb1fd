package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.dataset.GenerateOptions;
import org.gnnautoscale.dataset.GraphGenerator;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.table.GraphTables;
import org.gnnautoscale.infer.EvaluateJob;
import org.gnnautoscale.infer.EvaluationReport;
import org.gnnautoscale.infer.PredictJob;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.RoleScores;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.Spread;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainJob;

/**
 * The whole way on a generated graph, whose features alone tell the class of few nodes: those of a
 * node and of its neighbors together tell most.
 *
 * @param output directory for all results
 * @param nodes of the graph
 * @param edges of the graph
 * @param parts of the store
 * @param epochs of each model
 * @param existing what to do with results of an earlier call
 */
record Demo(String output, int nodes, long edges, int parts, int epochs, Existing existing) {

  private static final int COMMUNITIES = 100;
  private static final double MIXING = 0.5;
  private static final int FEATURES = 32;
  private static final int CLASSES = 10;
  private static final double SIGNAL = 1;

  /**
   * Test accuracies, and where the results lie.
   *
   * @param demo what was done
   * @param gcn accuracy of the model that sees the graph
   * @param mlp accuracy of the one that does not
   * @param seconds of each step
   */
  record Result(Demo demo, double gcn, double mlp, Map<String, Double> seconds) {

    Map<String, Object> toMap() throws IOException {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("graph", demo.path("graph").toString());
      map.put("store", demo.path("store").toString());
      map.put("run", demo.path("gcn").toString());
      map.put("mlpRun", demo.path("mlp").toString());
      map.put("predictions", demo.path("predictions.parquet").toString());
      map.put("nodes", demo.nodes);
      map.put("edges", demo.edges);
      map.put("testAccuracy", gcn);
      map.put("mlpTestAccuracy", mlp);
      map.put("gain", gcn - mlp);
      map.put("seconds", seconds);
      return map;
    }

    Table toTable() {
      Table table = new Table();
      table.line(
          String.format(
              Locale.ROOT,
              "test accuracy: %.4f for a GCN with historical embeddings, %.4f without the graph (MLP)",
              gcn,
              mlp));
      table.row("graph", demo.output + "/graph");
      table.row("store", demo.output + "/store");
      table.row("runs", "%s/gcn, %s/mlp".formatted(demo.output, demo.output));
      table.row("predictions", demo.output + "/predictions.parquet");
      return table.next(
          "gas inspect %s/store".formatted(demo.output),
          "gas train --help",
          "docs/guides/quickstart.md");
    }
  }

  Result run(Console console) throws IOException, InterruptedException {
    checkOutputs();
    Map<String, Double> seconds = new LinkedHashMap<>();
    long start = System.nanoTime();
    console.headline("1/6 generate a graph of %,d nodes and %,d edges".formatted(nodes, edges));
    generate(console);
    start = lap(seconds, "generate", start);
    console.headline("2/6 cut it into %d parts with Spark".formatted(parts));
    partition(console);
    start = lap(seconds, "partition", start);
    console.headline("3/6 train a GCN with historical embeddings");
    train("gcn", console);
    start = lap(seconds, "train", start);
    console.headline("4/6 train a perceptron that does not see the graph, for comparison");
    train("mlp", console);
    start = lap(seconds, "trainMlp", start);
    console.headline("5/6 evaluate both");
    double gcn = testAccuracy("gcn", console);
    double mlp = testAccuracy("mlp", console);
    start = lap(seconds, "evaluate", start);
    console.headline("6/6 predict every node");
    predict(console);
    lap(seconds, "predict", start);
    return new Result(this, gcn, mlp, seconds);
  }

  private void checkOutputs() throws IOException {
    GraphTables.check(path("graph"), existing);
    OutputDirectory.check(path("store"), Store.KIND, existing);
    OutputDirectory.check(path("gcn"), RunDirectory.KIND, existing);
    OutputDirectory.check(path("mlp"), RunDirectory.KIND, existing);
    OutputFile.check(path("predictions.parquet"), existing);
  }

  private void generate(Console console) throws IOException {
    GenerateOptions options =
        GenerateOptions.of(nodes, edges, path("graph"))
            .withCommunity(
                CommunityOptions.DEFAULT
                    .withCommunities(COMMUNITIES, MIXING)
                    .withFeatures(FEATURES, CLASSES, SIGNAL))
            .withExisting(existing);
    new GraphGenerator(options, console.progress()).run();
  }

  private void partition(Console console) throws IOException {
    PartitionConfig config =
        PartitionConfig.of(path("graph"), path("store"), parts).withExisting(existing);
    try (SparkSession session = console.spark("gas demo", "local[*]", Map.of())) {
      new PartitionJob(session, config, console.progress()).run();
    }
  }

  private void train(String model, Console console) throws IOException, InterruptedException {
    TrainConfig config =
        TrainConfig.of(model, Map.of("epochs", epochs, "evalEvery", Math.max(1, epochs / 10)));
    TrainJob job = new TrainJob(Store.open(path("store")), config, 1, 1);
    try (EpochLog log = console.epochs("train " + model, epochs)) {
      job.run(path(model), existing, console.progress(), log);
    }
  }

  private double testAccuracy(String model, Console console)
      throws IOException, InterruptedException {
    EvaluationReport report =
        new EvaluateJob(RunDirectory.open(path(model))).run(console.progress());
    Spread test = report.spread(RoleScores::test);
    return test == null ? Double.NaN : test.mean();
  }

  private void predict(Console console) throws IOException, InterruptedException {
    new PredictJob(RunDirectory.open(path("gcn")), 0, PredictJob.Columns.PREDICTIONS)
        .run(path("predictions.parquet"), existing, console.progress());
  }

  private Path path(String name) throws IOException {
    return Storage.path(output + "/" + name);
  }

  private static long lap(Map<String, Double> seconds, String step, long start) {
    long now = System.nanoTime();
    seconds.put(step, (now - start) / 1e9);
    return now;
  }
}
