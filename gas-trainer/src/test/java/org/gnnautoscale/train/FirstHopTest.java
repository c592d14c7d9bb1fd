package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of features over edges that are the same in every step. */
class FirstHopTest {

  private static final int WIDTH = 5;
  private static final int EPOCHS = 4;

  @TempDir Path folder;

  /** Sums over edges of rows as wide as the features, epoch by epoch. */
  private final List<Integer> sums = new ArrayList<>();

  private int sumsOfEpoch;

  @ParameterizedTest
  @CsvSource({"gcn,gas", "sage,gas", "gcn,full"})
  void areComputedOnceWhereTheInputIsNotDropped(String model, String mode) throws Exception {
    train(model, Map.of("dropInput", false, "mode", mode));

    assertThat(sums.get(0)).isPositive();
    assertThat(sums.subList(1, EPOCHS)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"dropInput,true", "edgeDropout,0.2"})
  void areComputedAnewWhereEachStepDropsOthers(String key, String value) throws Exception {
    Map<String, Object> settings = new LinkedHashMap<>(Map.of("dropInput", false));
    settings.put(key, value);
    train("gcn", settings);

    assertThat(sums).doesNotContain(0);
  }

  @Test
  void changeNoBitOfTheLoss() throws Exception {
    Store store = store();
    TrainConfig config = config("gcn", Map.of("dropInput", false, "dropout", 0));
    List<Double> known = losses(store, config, TrainListener.silent());

    // an engine that is asked for other adjacencies than the batch's own never knows its sums
    TrainConfig dropsNothing =
        config("gcn", Map.of("dropInput", false, "dropout", 0, "edgeDropout", 1e-12));
    assertThat(losses(store, dropsNothing, TrainListener.silent())).isEqualTo(known);
  }

  @Test
  void giveTheirMemoryBack() throws Exception {
    Store store = store();
    long before = OffHeap.liveBytes();

    losses(store, config("gcn", Map.of("dropInput", false)), TrainListener.silent());

    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  private void train(String model, Map<String, Object> settings) throws Exception {
    losses(store(), config(model, settings), new Listener());
  }

  private Store store() throws Exception {
    return TinyGraph.plan().nodes(60).parts(4).width(WIDTH).draw().write(folder.resolve("store"));
  }

  /** Epochs are not evaluated, so that all sums are those of training. */
  private static TrainConfig config(String model, Map<String, Object> settings) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.putAll(Map.of("layers", 2, "hidden", 16, "batchParts", 2));
    all.putAll(Map.of("epochs", EPOCHS, "evalEvery", EPOCHS));
    return TrainConfig.of(model, all);
  }

  private static List<Double> losses(Store store, TrainConfig config, TrainListener listener)
      throws Exception {
    List<Double> losses = new ArrayList<>();
    try (RunSeries series = RunSeries.open(store, config, 1, Progress.silent(), listener)) {
      series.train(
          0,
          1,
          new TrainListener() {
            @Override
            public void evaluating() {
              listener.evaluating();
            }

            @Override
            public void epochDone(EpochReport report) {
              losses.add(report.loss());
              listener.epochDone(report);
            }
          });
    }
    return losses;
  }

  /** Counts sums on their way to the engine. */
  private final class Listener implements TrainListener {

    @Override
    public Engine watch(Engine engine) {
      return (Engine)
          Proxy.newProxyInstance(
              Engine.class.getClassLoader(),
              new Class<?>[] {Engine.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("aggregate")
                    && ((Rows) arguments[1]).cols() == WIDTH
                    && ((Adjacency) arguments[0]).numCols() > 0) {
                  sumsOfEpoch++;
                }
                return method.invoke(engine, arguments);
              });
    }

    @Override
    public void evaluating() {
      sums.add(sumsOfEpoch);
      sumsOfEpoch = 0;
    }

    @Override
    public void epochDone(EpochReport report) {
      if (sums.size() < report.epoch()) {
        sums.add(sumsOfEpoch);
      }
      sumsOfEpoch = 0;
    }
  }
}
