package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a small graph: what it prints for programs, and for people. */
@TestInstance(Lifecycle.PER_CLASS)
class WholeWayTest {

  private Path folder;
  private Call generated;
  private Call partitioned;
  private Call trained;

  @BeforeAll
  void goTheWholeWay(@TempDir Path empty) {
    folder = empty;
    generated =
        gas("generate", "--nodes", "300", "--edges", "1500", "--output", at("toy-graph"), "--json");
    partitioned =
        gas("partition", at("toy-graph"), "--parts", "4", "--output", at("toy-store"), "--json");
    trained =
        gas(
            "train",
            at("toy-store"),
            "--model",
            "gcn",
            "--set",
            "epochs=3",
            "--runs",
            "2",
            "--output",
            at("toy-run"),
            "--json");
  }

  @Test
  void generateTellsWhatItWrote() throws IOException {
    assertThat(generated.code()).as(generated.err()).isZero();
    assertThat(generated.json().path("nodes").asInt()).isEqualTo(300);
    assertThat(generated.json().path("edges").asInt()).isEqualTo(1500);
    assertThat(generated.out().lines()).hasSize(1);
  }

  @Test
  void benchTellsHowNearTheKernelsComeToTheMachine() throws IOException {
    Call bench =
        gas("bench", at("toy-store"), "--model", "gcn", "--set", "hidden=8", "--epochs", "1");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("GEMM rate", "copy bandwidth", "halo / batch", "ratio", "aggregate 8")
        .contains("evaluation", "outside of kernels");
    assertThat(gas("bench", at("toy-store"), "--epochs", "0").err())
        .contains("epochs must be at least 1, got 0");
    assertThat(gas("bench", at("toy-store"), "--model", "sagee").err())
        .contains("unknown model 'sagee'; did you mean 'sage'?");
  }

  @Test
  void partitionTellsTheQualityOfItsParts() throws IOException {
    assertThat(partitioned.code()).as(partitioned.err()).isZero();
    assertThat(keys(partitioned.json()))
        .contains("contentHash", "nodes", "edges", "parts", "cut", "cutRatio", "halo", "balance")
        .contains("smallest", "bytes", "directed", "features", "classes", "splits");
    assertThat(partitioned.out().lines()).hasSize(1);
  }

  @Test
  void runsThatDivergeLateCountAndOthersAreAnError() throws IOException {
    Call late = diverging("late", "evalEvery=1");
    assertThat(late.code()).as(late.err()).isZero();
    assertThat(late.err())
        .contains(
            "warning: run 1 (seed 1) diverged in epoch 2 and ends there; its best epoch, 1, counts\n")
        .contains("warning: run 2 (seed 2) diverged in epoch 2 and ends there");
    assertThat(late.json().path("trainedEpochs")).hasToString("[1,1]");

    Call early = diverging("early", "evalEvery=5");
    assertThat(early.code()).isEqualTo(3);
    assertThat(early.err())
        .contains("error: the loss is no longer a number: training has diverged\n  epoch    2\n")
        .contains("  kept     nothing: no epoch had been evaluated before\n");
    assertThat(folder.resolve("early")).doesNotExist();
  }

  /** One step an epoch, after which no weight is of use. */
  private Call diverging(String run, String setting) {
    String words =
        "--model gcn --set epochs=5 --set optimizer=sgd --set lr=1e30 --set batchParts=4 --runs 2";
    return gas(
        Stream.of(
                Stream.of(
                    "train", at("toy-store"), "--json", "--output", at(run), "--set", setting),
                Stream.of(words.split(" ", -1)))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  @Test
  void inspectNamesWhatWasBalanced() throws IOException {
    Call call =
        gas(
            "partition",
            at("toy-graph"),
            "--parts",
            "4",
            "--balance",
            "train",
            "--output",
            at("even"));

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(gas("inspect", at("even")).out())
        .containsPattern(
            "balance +largest part 1\\.0\\d+ of the average, smallest .*, in training nodes");
    assertThat(gas("inspect", at("toy-store")).out()).contains(", in nodes");
  }

  @Test
  void trainTellsWhatTheContractLists() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode json = trained.json();
    assertThat(keys(json))
        .contains("model", "dataset", "nodes", "edges", "parts", "batchParts", "epochs", "loss")
        .contains("bestEpoch", "valMetric", "testMetric", "metric", "epochSeconds", "evalSeconds")
        .contains("setupSeconds", "peakRssBytes", "historyBytes", "seed", "runs", "threads")
        .contains("engine");
    assertThat(keys(json.path("testMetric"))).containsExactly("mean", "std", "perRun");
    assertThat(json.path("loss")).hasSize(3);
    assertThat(json.path("testMetric").path("perRun")).hasSize(2);
  }

  @Test
  void inspectOfAStoreIsWhatPartitionPrinted() throws IOException {
    JsonNode json = gas("inspect", at("toy-store"), "--json").json();

    assertThat(json.path("contentHash")).isEqualTo(partitioned.json().path("contentHash"));
    assertThat(json.path("cut")).isEqualTo(partitioned.json().path("cut"));
  }

  @Test
  void inspectOfAStoreForetellsBatchesAndAdvises() throws IOException {
    JsonNode json = gas("inspect", at("toy-store"), "--json").json();
    String words = gas("inspect", at("toy-store"), "--set", "hidden=32").out();

    assertThat(keys(json.path("haloPerPart"))).containsExactly("min", "median", "max");
    assertThat(json.path("batches")).hasSize(2);
    assertThat(keys(json.path("batches").get(0)))
        .contains("batchParts", "batchRows", "haloRows", "overhead", "hostBytes", "stepBytes");
    assertThat(json.path("advice")).isNotEmpty();
    assertThat(words)
        .containsSubsequence("halo a part", "gcn, layers=2, hidden=32", "batchParts", "advice\n  ");
    assertThat(gas("inspect", at("toy-store"), "--model", "gat", "--set", "hiddenHeads=2").out())
        .contains("gat");
    assertThat(gas("inspect", at("toy-store"), "--model", "gta").err())
        .contains("unknown model 'gta'");
    assertThat(gas("inspect", at("toy-graph"), "--set", "hidden=32").err())
        .contains("--set needs a store");
  }

  @Test
  void inspectOfAGraphCountsItsRows() throws IOException {
    Call call = gas("inspect", at("toy-graph"), "--json");

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.json().path("nodes").asInt()).isEqualTo(300);
    assertThat(keys(call.json())).contains("contentHash", "bytes", "directed", "splits");
  }

  @Test
  void inspectOfARunTellsItsStoreAndSettings() throws IOException {
    Call call = gas("inspect", at("toy-run"), "--json");

    assertThat(call.json().path("store").path("contentHash"))
        .isEqualTo(partitioned.json().path("contentHash"));
    assertThat(call.json().path("settings").path("epochs").asInt()).isEqualTo(3);
    assertThat(gas("inspect", at("toy-run")).out()).contains("(2 runs)").contains("  epochs  ");
  }

  @Test
  void anAssignmentHasEveryNodeOnce() throws IOException {
    Call call = gas("inspect", at("toy-store"), "--assignment", at("parts.csv"));

    assertThat(call.out()).contains("300 rows in ");
    List<String> lines = Files.readAllLines(folder.resolve("parts.csv"));
    assertThat(lines).hasSize(301).startsWith("id,part");
    assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[0]).distinct()).hasSize(300);
    assertThat(gas("inspect", at("toy-store"), "--assignment", at("parts.csv")).code())
        .as("a second time the file is there")
        .isEqualTo(2);
  }

  @Test
  void verifyFindsStoreAndRunWhole() throws IOException {
    assertThat(gas("verify", at("toy-store"), "--json").json().path("unlistedFiles")).isEmpty();
    assertThat(gas("verify", at("toy-run")).out()).startsWith("whole ");
  }

  @Test
  void verifyOfAGraphIsWrongUsage() {
    assertThat(gas("verify", at("toy-graph")).code()).isEqualTo(2);
  }

  @Test
  void evaluateFindsTheMetricsOfTraining() throws IOException {
    Call call = gas("evaluate", at("toy-run"), "--json");

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.json().path("testMetric").path("mean").asDouble())
        .isEqualTo(trained.json().path("testMetric").path("mean").asDouble());
    assertThat(gas("evaluate", at("toy-run")).out()).contains("accuracy ", "precision");
  }

  @Test
  void predictWritesOneRowANode() throws IOException {
    Call call =
        gas("predict", at("toy-run"), "--output", at("toy.parquet"), "--run", "1", "--json");

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.json().path("nodes").asInt()).isEqualTo(300);
    assertThat(folder.resolve("toy.parquet")).isNotEmptyFile();
  }

  @Test
  void aRunThatIsNotThereIsWrongUsage() {
    Call call = gas("predict", at("toy-run"), "--output", at("x.parquet"), "--run", "2");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo("error: --run 2: the run directory holds 2 runs; choose 0 to 1\n");
  }

  @Test
  void everyCommandButTheLastTellsWhatToDoNext() {
    Call evaluated = gas("evaluate", at("toy-run"));
    assertThat(evaluated.out())
        .contains("runs             2\n")
        .endsWith("next: gas predict %s --output %s\n".formatted(at("toy-run"), at("toy.parquet")));

    Call predicted = gas("predict", at("toy-run"), "--output", at("said.parquet"), "--run", "1");
    assertThat(predicted.out()).contains("run              1 of 2, gcn on communities\n");
    assertThat(gas("inspect", at("toy-run")).out())
        .contains("batch            1 of 4 parts, 4 batches an epoch\n");
  }

  @Test
  void trainSaysWhatTheStoreDoesNotHave() {
    Call call =
        gas(
            "train",
            at("toy-store"),
            "--model",
            "mlp",
            "--set",
            "epochs=1",
            "--set",
            "batchParts=64",
            "--output",
            at("said-run"));

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err())
        .contains("batchParts is 64, but there are 4 parts to train on: all are in one batch\n")
        .contains("  (* best so far)\n");
  }

  @Test
  void morePartsThanNodesAreNotProposed() {
    Call call =
        gas(
            "generate",
            "--kind",
            "grid",
            "--nodes",
            "4",
            "--edges",
            "4",
            "--output",
            at("four-graph"));

    assertThat(call.out())
        .endsWith(
            "next: gas partition %s --parts 4 --output %s\n"
                .formatted(at("four-graph"), at("four-store")));
  }

  @Test
  void importTellsTheKindsOfWhatItRead() throws IOException {
    Path shop = Files.createDirectory(folder.resolve("shop"));
    Files.writeString(shop.resolve("edges.csv"), "src,dst,weight\nanna,bob,1.5\n");
    Files.writeString(shop.resolve("nodes.csv"), "id,age\nanna,1\nbob,3\n");

    Call call =
        gas("import", "csv", at("shop"), "--features", "binary", "--output", at("shop-graph"));

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("graph            shop, undirected, weighted, ids are text\n")
        .contains("features         1, binary\n");
  }

  @Test
  void anEstimateTrainsNothing() throws IOException {
    Call call = gas("train", at("toy-store"), "--model", "gcn", "--estimate", "--json");

    assertThat(call.json().path("totalBytes").asLong()).isPositive();
  }

  @Test
  void quietLeavesTheResultAlone() {
    Call call = gas("verify", at("toy-store"), "--quiet");

    assertThat(call.err()).isEmpty();
    assertThat(call.out()).startsWith("whole ");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static List<String> keys(JsonNode json) {
    return json.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }
}
