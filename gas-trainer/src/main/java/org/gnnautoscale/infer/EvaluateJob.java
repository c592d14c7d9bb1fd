package org.gnnautoscale.infer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.Evaluator;
import org.gnnautoscale.train.FrequencyBaseline;
import org.gnnautoscale.train.Metric;
import org.gnnautoscale.train.RoleScores;
import org.gnnautoscale.train.Run;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.Session;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.WorkDirectory;

/**
 * Measures the models of a RUN again, from its weights and its store alone.
 *
 * @param directory the RUN
 */
public record EvaluateJob(RunDirectory directory) {

  /** Outputs of test nodes that are kept for the area under the ROC curve: about 500 MB. */
  private static final long MOST_RANKED = 50_000_000;

  /**
   * Evaluates every run.
   *
   * @throws org.gnnautoscale.io.BadDataException if a file is damaged, or the store is another one
   */
  public EvaluationReport run(Progress progress) throws IOException, InterruptedException {
    Store store = directory.openStore();
    TrainConfig config = directory.config();
    Metric metric = Metric.of(config.metric(), store.manifest().graph());
    WorkDirectory work = WorkDirectory.of(directory);
    try (GraphData graph = work.load(store, config, progress);
        Session session = new Session(graph, config, work)) {
      ClassCounts classes = ClassCounts.of(graph);
      List<RoleScores> scores = new ArrayList<>();
      List<Map<Metric, Double>> baselines = new ArrayList<>();
      Map<Integer, Map<Metric, Double>> bySplit = new HashMap<>();
      try (Progress.Stage stage = progress.stage("evaluate", directory.runs())) {
        for (int r = 0; r < directory.runs(); r++) {
          Run run = directory.run(r);
          scores.add(one(session, metric, run, classes));
          baselines.add(
              bySplit.computeIfAbsent(
                  run.split(), split -> new FrequencyBaseline(graph, split).scores()));
          stage.advance(1);
        }
      }
      return new EvaluationReport(
          config.model(),
          graph.shape().name(),
          directory.contentHash(),
          metric,
          scores,
          baselines,
          classes.report(),
          classes.confusion());
    }
  }

  private RoleScores one(Session session, Metric metric, Run run, ClassCounts classes)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before run " + run.index());
    }
    try (Gnn model = directory.loadModel(run.index())) {
      Evaluator evaluator =
          new Evaluator(
              session.graph(),
              session.forward(),
              metric,
              figures(session.graph(), run),
              run.split());
      return evaluator.evaluate(
          model,
          Histories.none(),
          (role, node, logits, row) -> {
            if (role == Role.TEST) {
              classes.add(node, logits, row);
            }
          });
    }
  }

  private static Set<Metric> figures(GraphData graph, Run run) {
    Set<Metric> figures = EnumSet.of(Metric.MACRO_F1);
    figures.add(graph.shape().multiLabel() ? Metric.MICRO_F1 : Metric.ACCURACY);
    if (graph.count(Role.TEST, run.split()) * graph.shape().classes() <= MOST_RANKED) {
      figures.add(Metric.ROC_AUC);
    }
    return figures;
  }
}
