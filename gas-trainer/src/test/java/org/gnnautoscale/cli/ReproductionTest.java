package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.reproduce.Figure;
import org.gnnautoscale.reproduce.TableReport;
import org.gnnautoscale.spark.submit.Failure;
import org.gnnautoscale.train.Mode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A table of two cells: the data of one is a ring of 40 nodes, that of the other is absent. */
@TestInstance(Lifecycle.PER_CLASS)
class ReproductionTest {

  private static final Cell RING = cell("gcn", "ring");
  private static final Cell NONE = cell("gcn", "none");
  private static final Cell WILD = cell("gat", "ring");
  private static final List<DataSet> DATA_SETS = List.of(dataSet("ring"), dataSet("none"));

  private Path folder;
  private Path output;
  private Map<String, Object> settings;
  private Map<String, Object> wild = Map.of();
  private Reproduction last;
  private String said = "";

  @BeforeAll
  void writeData(@TempDir Path empty) throws IOException {
    folder = empty;
    writeRing("data", 0);
  }

  @BeforeEach
  void beginAnew() throws IOException {
    output = Files.createTempDirectory(folder, "output");
    settings = new HashMap<>(Map.of("epochs", 3, "hidden", 4, "batchParts", 2, "threads", 1));
  }

  @Test
  void aTableIsTrainedOnceAndThenPrinted() throws Exception {
    TableReport report = repeat(plan(2));

    assertThat(said)
        .contains("the data of none is absent: there is no file:")
        .containsPattern("run 1 of 2  gcn on ring, gas +seed  1  val 0\\.\\d{4}  test 0\\.\\d{4}")
        .containsPattern("run 1 of 2 .* about \\d+ s left\n")
        .containsPattern("run 2 of 2  gcn on ring, gas +seed  2 ");
    assertThat(report.text().get(3)).matches("gcn    ring      2       .* pass .*");
    assertThat(report.text().get(4))
        .matches("gcn    none      0 of 2  data absent +0\\.00 \\[M\\] .*");
    assertThat(output.resolve("small/ring/gcn/gas/seed-2.json")).isNotEmptyFile();
    assertThat(output.resolve("small.md"))
        .content()
        .contains("| gcn | none | 0 of 2 | data absent |");

    assertThat(repeat(plan(2)).text()).isEqualTo(report.text());
    assertThat(said).doesNotContain("run 1", "import ring", "cut ring");
  }

  @Test
  void aStoppedTableGoesOnWhereItWas() throws Exception {
    StringWriter err = new StringWriter();
    PrintWriter stopping =
        new PrintWriter(err, true) {
          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("run 1 of")) {
              Thread.currentThread().interrupt(); // as Ctrl-C does
            }
          }
        };
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> repeat(plan(3), stopping))
        .isInstanceOfAny(InterruptedException.class, CancellationException.class);

    repeat(plan(3));

    assertThat(said).contains("run 1 of 2 ", "seed  2 ", "seed  3 ").doesNotContain("seed  1 ");
  }

  @Test
  void whatWasMadeWithOtherSettingsIsToldAndTrainedAgain() throws Exception {
    repeat(plan(1));
    settings.put("lr", 0.5);

    TableReport shown = repeat(plan(1).onlyShown());
    assertThat(said)
        .isEqualTo("gcn on ring, gas: 1 kept run does not count: lr was 0.01, and is 0.5\n");
    assertThat(shown.text().get(3)).startsWith("gcn    ring      0 of 1  -  ");

    repeat(plan(1));
    assertThat(said)
        .contains(
            "gcn on ring, gas: 1 kept run does not count: lr was 0.01, and is 0.5; those asked for are trained again\n")
        .contains("run 1 of 1 ");
  }

  @Test
  void whatWasTrainedOnOtherDataIsToldAndTrainedAgain() throws Exception {
    repeat(plan(1));
    writeRing("other", 1);

    repeat(plan(1), "other");

    assertThat(said)
        .contains("gcn on ring, gas: 1 kept run does not count: it was trained on other data")
        .contains("run 1 of 1 ");
  }

  @Test
  void overwritingTrainsWhatIsFinishedAgain() throws Exception {
    repeat(plan(1));
    String first = Files.readString(output.resolve("small/ring/gcn/gas/seed-1.json"));

    repeat(plan(1).overwriting());

    assertThat(said).contains("run 1 of 1 ");
    assertThat(output.resolve("small/ring/gcn/gas/seed-1.json"))
        .as("other seconds")
        .content()
        .isNotEqualTo(first);
  }

  @Test
  void theFullBatchIsKeptApartAndComparedWithGas() throws Exception {
    repeat(plan(1));

    TableReport report = repeat(plan(1).onFullBatch());

    assertThat(output.resolve("small/ring/gcn/full/seed-1.json")).isNotEmptyFile();
    assertThat(said).contains("gcn on ring, full ");
    assertThat(report.text()).contains("GAS against the full batch, over the seeds that both have");
  }

  @Test
  void runsBeyondThoseAskedForCountToo() throws Exception {
    repeat(plan(2));

    assertThat(repeat(plan(1)).text().get(3)).startsWith("gcn    ring      2 ");
  }

  @Test
  void whatACallDoesNotAskForIsToHaveThePublishedNumberOfRuns() throws Exception {
    repeat(plan(1));
    assertThat(output.resolve("small.md")).content().contains("| gcn | ring | 1 |", "| pass |");

    TableReport full = repeat(plan(1).onFullBatch());

    assertThat(full.text().get(3)).matches("gcn    ring      1 of 20  .* \\(pass\\) .*");
    assertThat(full.text()).anyMatch(line -> line.matches("gcn    ring      1 +[0-9.]+ .*"));
    assertThat(full.passed()).as("1 of 20 runs with histories").isFalse();

    repeat(plan(1).of(NONE));

    assertThat(output.resolve("small.md"))
        .content()
        .containsPattern("\\| gcn \\| ring \\| 1 of 20 \\| .* \\| \\(pass\\) \\|")
        .contains("| gcn | none | 0 of 1 |");
  }

  @Test
  void twoCallsShareTheWork() throws Exception {
    StringWriter err = new StringWriter();
    Path first = output;
    Path second = Files.createTempDirectory(folder, "output");
    output = second;
    repeat(plan(2));
    output = first;
    PrintWriter sharing =
        new PrintWriter(err, true) {
          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("run 1 of")) {
              copy("small/ring/gcn/gas/seed-2.json", second, first);
            }
          }
        };

    TableReport report = repeat(plan(2), sharing);

    assertThat(err.toString())
        .containsPattern(
            "run 2 of 2  gcn on ring, gas +seed  2  has been kept by another process meanwhile\n");
    assertThat(report.text().get(3)).startsWith("gcn    ring      2  ");
  }

  private static void copy(String file, Path from, Path to) {
    try {
      Files.copy(from.resolve(file), to.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCellWhoseRunsDivergeIsToldAndTheNextOneIsTrained() throws Exception {
    wild = new HashMap<>(settings);
    wild.putAll(Map.of("optimizer", "sgd", "lr", 1e30, "evalEvery", 3, "dropout", 0.0));

    TableReport report = repeat(plan(2).of(WILD, RING));

    assertThat(said)
        .containsPattern(
            "run 1 of 4  gat on ring, gas +seed  1  diverged in epoch \\d, before any was evaluated: it is not kept")
        .containsPattern("run 2 of 4  gat on ring, gas +seed  2  diverged")
        .containsPattern("run 4 of 4  gcn on ring, gas +seed  2  val ");
    assertThat(report.text().get(3)).matches("gat    ring      0 of 2  - .*");
    assertThat(report.text().get(4)).matches("gcn    ring      2 .* pass .*");
    assertThat(output.resolve("small/ring/gat/gas")).doesNotExist();
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> last.requireNoneDiverged())
        .withMessage(
            """
            2 runs diverged before any epoch was evaluated: the table lacks them
              runs     gat on ring, gas: seed 1, 2
              fix      they diverge again with the same settings, build and threads; the others are kept""")
        .satisfies(thrown -> assertThat(Failure.of(thrown).exitCode()).isEqualTo(3));

    repeat(plan(1).of(RING));
    last.requireNoneDiverged();
  }

  @Test
  void aRunThatDivergesLateCountsWithItsBestEpoch() throws Exception {
    settings.putAll(Map.of("optimizer", "sgd", "lr", 1e30, "batchParts", 4, "evalEvery", 1));

    TableReport report = repeat(plan(1));

    assertThat(said)
        .contains(
            "warning: seed 1 of gcn on ring, gas diverged in epoch 2 and ends there; its best epoch, 1, counts\n");
    assertThat(report.text().get(3)).startsWith("gcn    ring      1  ");
    last.requireNoneDiverged();
  }

  private TableReport repeat(Plan plan) throws Exception {
    return repeat(plan, "data");
  }

  private TableReport repeat(Plan plan, String data) throws Exception {
    StringWriter err = new StringWriter();
    TableReport report = repeat(plan.from(data), new PrintWriter(err, true));
    said = err.toString();
    return report;
  }

  private TableReport repeat(Plan plan, PrintWriter err) throws Exception {
    CommandLine line = new CommandLine(new ReproduceCommand()).setErr(err);
    Console console = new Console(line.getCommandSpec(), false, false);
    ReproductionPlan checked = plan.checked(folder, output);
    WorkStores stores =
        new WorkStores(checked.data(), Storage.path(folder.resolve("work").toString()), console);
    last =
        new Reproduction(
            checked, stores, (model, dataset) -> model.equals(WILD.model()) ? wild : settings);
    return last.run(console);
  }

  private static Plan plan(int runs) {
    return new Plan(runs, Mode.GAS, true, Existing.REFUSE, "data", List.of(RING, NONE));
  }

  /** What differs from test to test. */
  private record Plan(
      int runs, Mode mode, boolean trains, Existing existing, String data, List<Cell> chosen) {

    Plan onlyShown() {
      return new Plan(runs, mode, false, existing, data, chosen);
    }

    Plan overwriting() {
      return new Plan(runs, mode, trains, Existing.OVERWRITE, data, chosen);
    }

    Plan onFullBatch() {
      return new Plan(runs, Mode.FULL, trains, existing, data, chosen);
    }

    Plan from(String place) {
      return new Plan(runs, mode, trains, existing, place, chosen);
    }

    Plan of(Cell... cells) {
      return new Plan(runs, mode, trains, existing, data, List.of(cells));
    }

    ReproductionPlan checked(Path folder, Path output) throws IOException {
      return new ReproductionPlan(
          chosen.contains(WILD) ? chosen : List.of(RING, NONE),
          chosen,
          DATA_SETS,
          OptionalInt.of(runs),
          mode,
          trains,
          existing,
          Storage.path(folder.resolve(data).toString()),
          Storage.path(output.toString()));
    }
  }

  private static Cell cell(String model, String dataset) {
    return new Cell("small", model, dataset, 4, 20, null, new Figure(0, null, false));
  }

  private static DataSet dataSet(String name) {
    return new DataSet(name, List.of("edges.csv", "nodes.csv"), "csv DIR --name " + name);
  }

  /** Node i has neighbors i - 1 and i + 1, and the features i / 40 and {@code second}. */
  private void writeRing(String data, int second) throws IOException {
    Path ring = Files.createDirectories(folder.resolve(data).resolve("ring"));
    StringBuilder edges = new StringBuilder("src,dst\n");
    StringBuilder nodes = new StringBuilder("id,label,split,a,b\n");
    String[] splits = {"train", "val", "test"};
    for (int i = 0; i < 40; i++) {
      edges.append("%d,%d\n".formatted(i, (i + 1) % 40));
      nodes.append("%d,%d,%s,%s,%d\n".formatted(i, i / 20, splits[i % 3], i / 40.0, second));
    }
    Files.writeString(ring.resolve("edges.csv"), edges);
    Files.writeString(ring.resolve("nodes.csv"), nodes);
  }
}
