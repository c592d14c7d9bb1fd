package org.gnnautoscale.reproduce;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.store.GraphShape;

/**
 * What is left to train, and how long that will take.
 *
 * <p>A run takes as long as the finished ones of its experiment did; without any, its work decides:
 * messages and nodes times width and layers in each epoch, at the pace of all finished runs.
 */
public final class Workload {

  private final Map<Experiment, Integer> left = new LinkedHashMap<>();
  private final Map<Experiment, Double> work = new HashMap<>();
  private final Map<Experiment, Double> seconds = new HashMap<>();
  private final Map<Experiment, Integer> timed = new HashMap<>();

  /** Counts what tasks lack; kept runs tell how long theirs take. */
  public Workload(List<Repetition.Task> tasks) {
    for (Repetition.Task task : tasks) {
      Experiment experiment = task.experiment();
      left.put(experiment, task.standing().missing().size());
      work.put(experiment, work(task));
      task.standing().finished().forEach(run -> time(experiment, run));
    }
  }

  /** Work of an epoch, in no unit. */
  public static double workOfEpoch(Repetition.Task task) {
    GraphShape graph = task.store().manifest().graph();
    ModelConfig model = task.experiment().config().modelConfig();
    return (double) (graph.nodes() + graph.arcs()) * model.layers() * model.width(0);
  }

  private static double work(Repetition.Task task) {
    return workOfEpoch(task) * task.experiment().config().epochs();
  }

  private void time(Experiment experiment, KeptRun run) {
    seconds.merge(experiment, run.outcome().seconds(), Double::sum);
    timed.merge(experiment, 1, Integer::sum);
  }

  /** A run is done. */
  public void done(Experiment experiment, KeptRun run) {
    dropped(experiment);
    time(experiment, run);
  }

  /** A run is not to be had; it says nothing of how long others take. */
  public void dropped(Experiment experiment) {
    left.merge(experiment, -1, Integer::sum);
  }

  /** Runs that are left. */
  public int runsLeft() {
    return left.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Time that is left; empty until one run has told the pace. */
  public OptionalDouble secondsLeft() {
    if (timed.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        left.entrySet().stream().mapToDouble(e -> e.getValue() * secondsOf(e.getKey())).sum());
  }

  private double secondsOf(Experiment experiment) {
    Integer runs = timed.get(experiment);
    return runs == null
        ? work.getOrDefault(experiment, 0.0) * pace()
        : seconds.getOrDefault(experiment, 0.0) / runs;
  }

  /** Seconds a unit of work, over all finished runs. */
  private double pace() {
    double all = timed.keySet().stream().mapToDouble(e -> seconds.getOrDefault(e, 0.0)).sum();
    double done =
        timed.entrySet().stream()
            .mapToDouble(e -> e.getValue() * work.getOrDefault(e.getKey(), 0.0))
            .sum();
    return all / done;
  }
}
