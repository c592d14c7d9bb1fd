package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.RunSeries;
import org.gnnautoscale.train.Spread;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainListener;

/**
 * What each idea is worth: an epoch of a GCN with it and without, in turn, in one process.
 *
 * <p>Takes the path of a store; with a second word, {@code epoch}, prints one epoch alone.
 */
public final class GainsBenchmark {

  private static final int WARM_UP = 2;
  private static final int EPOCHS = 6;
  private static final int ROUNDS = 2;

  private final Store store;

  private GainsBenchmark(Store store) {
    this.store = store;
  }

  /** One way to train: what is set, and what stands before the engine. */
  private record Way(String model, Map<String, Object> settings, UnaryOperator<Engine> engine) {

    static Way of(Map<String, Object> more) {
      return new Way("gcn", more, UnaryOperator.identity());
    }

    Way through(UnaryOperator<Engine> other) {
      return new Way(model, settings, other);
    }

    Way asModel(String name) {
      return new Way(name, settings, engine);
    }

    TrainConfig config() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.putAll(Map.of("layers", 3, "hidden", 256, "batchParts", 10));
      all.putAll(Map.of("epochs", EPOCHS, "evalEvery", EPOCHS));
      all.putAll(settings);
      return TrainConfig.of(model, all);
    }
  }

  /** Measures all of it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    GainsBenchmark gains = new GainsBenchmark(Store.open(Storage.path(arguments[0])));
    if (arguments.length > 1) {
      System.out.printf(Locale.ROOT, "%.3f%n", gains.epoch(Way.of(Map.of())));
      return;
    }
    System.out.println("| idea | with, s | without, s | without / with |");
    System.out.println("|---|---|---|---|");
    Way gcn = Way.of(Map.of());
    Way noDropout = Way.of(Map.of("dropout", 0));
    Way noInputDropout = Way.of(Map.of("dropInput", false));
    gains.compare("sums before products", gcn, gcn.asModel(ProductsFirst.class.getName()));
    gains.compare("halo rows are constants", gcn, gcn.through(Without::constantHalo));
    gains.compare(
        "histories read in place (dropout 0)", noDropout, noDropout.through(Without::histories));
    gains.compare(
        "constant first hop (dropInput false)",
        noInputDropout,
        Way.of(Map.of("dropInput", false, "firstHop", false)));
    gains.compare("short cut for narrow products", gcn, gcn.through(Without::shortCut));
    gains.compare("fusion", gcn, gcn.through(Without::fusion));
    gains.compare("all cores", gcn, Way.of(Map.of("threads", 1)));
  }

  private void compare(String idea, Way with, Way without)
      throws IOException, InterruptedException {
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      first.add(epoch(with));
      second.add(epoch(without));
    }
    double a = Spread.median(first);
    double b = Spread.median(second);
    System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.2f |%n", idea, a, b, b / a);
  }

  /** Median seconds of an epoch. */
  private double epoch(Way way) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public Engine watch(Engine engine) {
            return way.engine().apply(engine);
          }

          @Override
          public void epochDone(EpochReport report) {
            if (report.epoch() > WARM_UP) {
              seconds.add(report.seconds());
            }
          }
        };
    try (RunSeries series = RunSeries.open(store, way.config(), 1, Progress.silent(), listener)) {
      series.train(0, 1, listener);
    }
    return Spread.median(seconds);
  }
}
