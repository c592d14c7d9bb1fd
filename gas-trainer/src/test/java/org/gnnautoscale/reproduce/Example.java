package org.gnnautoscale.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.gnnautoscale.reproduce.KeptRun.Outcome;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.train.TrainConfig;

/** A cell of no real table, for tests: gcn on tiny, 4 parts, 3 runs, published 80.00 +- 1.00. */
final class Example {

  static final Cell CELL =
      new Cell(
          "small",
          "gcn",
          "tiny",
          4,
          3,
          Figure.parse("79.00+-0.50[V]"),
          Figure.parse("80.00+-1.00[M]"));

  static final Experiment GAS = experiment();
  static final Experiment FULL = experiment("mode", "full");
  static final Source SOURCE = new Source("graph-a", "store-a", 4);

  private Example() {}

  /** The cell with settings of a quick run; pairs of key and value change them. */
  static Experiment experiment(Object... changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("hidden", 5);
    settings.put("epochs", 3);
    settings.put("batchParts", 2);
    settings.put("threads", 1);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put((String) changes[i], changes[i + 1]);
    }
    return new Experiment(CELL, TrainConfig.of("gcn", settings));
  }

  /** A run that took 10 s. */
  static KeptRun run(Experiment experiment, long seed, double test) {
    Outcome outcome = new Outcome(seed, 0, 2, "accuracy", 0.99, 0.7, test, 10);
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("version", "1.0");
    made.put("commit", "abc");
    made.put("engine", "cpu");
    made.put("threads", 2);
    return KeptRun.of(experiment, SOURCE, outcome, made);
  }

  /** An experiment whose runs with seeds 1, 2, ... reached these test accuracies. */
  static Standing standing(Experiment experiment, int runs, double... tests) {
    List<KeptRun> finished =
        LongStream.rangeClosed(1, tests.length)
            .mapToObj(seed -> run(experiment, seed, tests[(int) seed - 1]))
            .toList();
    return new Standing(experiment, runs, finished, Map.of());
  }
}
