package org.gnnautoscale.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.train.RoleScores;
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
          .containsKeys("trainMetric", "valMetric", "testMetric", "macroF1", "classes");
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
        .isCloseTo(
            Objects.requireNonNull(trained.summary().testMetric()).mean(),
            org.assertj.core.api.Assertions.within(1e-9));
    assertThat(report.classes().stream().map(ClassFigures::name))
        .containsExactly("red", "green", "blue");
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
