package org.gnnautoscale.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.train.Evaluator;
import org.gnnautoscale.train.Metric;
import org.gnnautoscale.train.RoleScores;
import org.gnnautoscale.train.Session;
import org.gnnautoscale.train.Spread;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateJobTest {

  @TempDir Path folder;

  @Test
  void itFindsAgainWhatTrainingReported() throws Exception {
    for (TinyGraph.Plan plan :
        List.of(TinyGraph.plan().textIds(), TinyGraph.plan().multiLabel().sparse())) {
      Trained trained =
          Trained.on(plan.draw(), folder, Trained.config("batchNorm", true, "linear", true), 3);

      EvaluationReport report = new EvaluateJob(trained.directory()).run(Progress.silent());

      assertThat(report.spread(RoleScores::val)).isEqualTo(trained.summary().valMetric());
      assertThat(report.spread(RoleScores::test)).isEqualTo(trained.summary().testMetric());
      assertThat(report.classes()).hasSize(3);
      assertThat(report.toMap())
          .containsKeys(
              "trainMetric",
              "valMetric",
              "testMetric",
              "testFigures",
              "baseline",
              "classes",
              "confusion");
      boolean several = report.confusion().isEmpty();
      assertThat(report.baseline())
          .containsOnlyKeys(several ? Metric.MICRO_F1 : Metric.ACCURACY, Metric.MACRO_F1);
      assertThat(report.testFigures())
          .containsOnlyKeys(
              several ? Metric.MICRO_F1 : Metric.ACCURACY, Metric.MACRO_F1, Metric.ROC_AUC);
      assertThat(report.testFigures().get(report.metric()))
          .isEqualTo(trained.summary().testMetric());
    }
  }

  @Test
  void figuresOfClassesAgreeWithTheAccuracy() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(120).textIds().draw();
    Trained trained = Trained.on(tiny, folder, Trained.config());

    EvaluationReport report = new EvaluateJob(trained.directory()).run(Progress.silent());

    double hits = report.classes().stream().mapToDouble(c -> c.recall() * c.support()).sum();
    long nodes = report.classes().stream().mapToLong(ClassFigures::support).sum();
    assertThat(hits / nodes)
        .isCloseTo(Objects.requireNonNull(trained.summary().testMetric()).mean(), within(1e-9));
    assertThat(report.classes().stream().map(ClassFigures::name))
        .containsExactly("red", "green", "blue");
  }

  @Test
  void theConfusionMatrixHasTheFiguresOfTheClasses() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(120).textIds().draw();
    Trained trained = Trained.on(tiny, folder, Trained.config("epochs", 20), 2);

    EvaluationReport report = new EvaluateJob(trained.directory()).run(Progress.silent());

    for (int c = 0; c < 3; c++) {
      int type = c;
      ClassFigures figures = report.classes().get(c);
      List<Integer> row = report.confusion().get(c);
      int predicted = report.confusion().stream().mapToInt(line -> line.get(type)).sum();
      assertThat(row.stream().mapToLong(Integer::longValue).sum()).isEqualTo(figures.support());
      assertThat(row.get(c)).isEqualTo((int) Math.round(figures.recall() * figures.support()));
      assertThat(row.get(c)).isEqualTo((int) Math.round(figures.precision() * predicted));
    }
  }

  @Test
  void ofSeveralLabelsTheFiguresAreThoseOfAPlainCount() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(4000).multiLabel().draw();
    Trained trained = Trained.on(tiny, folder, Trained.config("epochs", 20));
    long[][] counts = new long[3][4]; // hits, predicted, actual, nodes
    try (GraphData graph = GraphData.load(trained.store(), Progress.silent());
        Session session = new Session(graph, trained.directory().config());
        Gnn model = trained.directory().loadModel(0)) {
      Matrix labels = Objects.requireNonNull(graph.labels());
      new Evaluator(graph, session.forward(), Metric.MICRO_F1, 0)
          .evaluate(
              model,
              Histories.none(),
              (role, node, logits, row) -> {
                for (int c = 0; c < 3 && role == Role.TEST; c++) {
                  long actual = (long) labels.get(node, c);
                  long predicted = logits.get(row, c) > 0 ? 1 : 0;
                  counts[c][0] += actual * predicted;
                  counts[c][1] += predicted;
                  counts[c][2] += actual;
                  counts[c][3]++;
                }
              });
    }

    EvaluationReport report = new EvaluateJob(trained.directory()).run(Progress.silent());

    assertThat(counts[0][3]).as("more than one block").isGreaterThan(512);
    double macro = 0;
    for (int c = 0; c < 3; c++) {
      ClassFigures figures = report.classes().get(c);
      assertThat(figures.support()).isEqualTo(counts[c][2]);
      assertThat(figures.recall()).isCloseTo((double) counts[c][0] / counts[c][2], within(1e-9));
      double precision = counts[c][1] == 0 ? 0 : (double) counts[c][0] / counts[c][1];
      assertThat(figures.precision()).isCloseTo(precision, within(1e-9));
      macro += 2.0 * counts[c][0] / (counts[c][1] + counts[c][2]) / 3;
    }
    Spread found = Objects.requireNonNull(report.testFigures().get(Metric.MACRO_F1));
    assertThat(found.mean()).isCloseTo(macro, within(1e-12));
    assertThat(trained.summary().testFigures().get(Metric.MACRO_F1)).isEqualTo(found);
    assertThat(trained.summary().toMap().get("testMacroF1")).isEqualTo(found.toMap());
  }

  @Test
  void whatWasTrainedOnDiskIsMeasuredThere() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    TrainConfig config = Trained.config("shardStorage", "disk", "workDirectory", work.toString());
    Trained trained = Trained.on(TinyGraph.plan().sparse().draw(), folder, config);

    for (int i = 0; i < 2; i++) {
      EvaluationReport report = new EvaluateJob(trained.directory()).run(Progress.silent());
      assertThat(report.spread(RoleScores::test)).isEqualTo(trained.summary().testMetric());
      Files.deleteIfExists(work); // then any other place will do
    }
  }

  @Test
  void anotherStoreInItsPlaceIsAnErrorThatNamesBoth() throws Exception {
    Trained trained = Trained.on(TinyGraph.plan().draw(), folder, Trained.config());
    String other =
        TinyGraph.plan().seed(2).draw().write(folder.resolve("store")).manifest().contentHash();

    assertThatThrownBy(() -> new EvaluateJob(trained.directory()).run(Progress.silent()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("not the one")
        .hasMessageContaining(trained.directory().contentHash())
        .hasMessageContaining(other);
  }

  @Test
  void aStoreThatHasGoneIsToldWithTheRun() throws Exception {
    Trained trained = Trained.on(TinyGraph.plan().draw(), folder, Trained.config());
    Files.move(folder.resolve("store"), folder.resolve("elsewhere"));

    assertThatThrownBy(() -> new EvaluateJob(trained.directory()).run(Progress.silent()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("the store that the run was trained on is gone\n  run      ")
        .hasMessageContaining("\n  store    file:" + folder.resolve("store"));
  }
}
