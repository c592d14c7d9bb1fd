package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void aConstantOneStaysAsItIs() {
    assertThat(rates(rate("constant"), 3)).containsExactly(0.8, 0.8, 0.8);
  }

  @Test
  void aStepHalvesEveryTwoEpochsAndEndsAtTheLeast() {
    LearningRate rate = rate("step", "stepEpochs", 2, "lrFactor", 0.5, "minLr", 0.15);

    assertThat(rates(rate, 8)).containsExactly(0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.15, 0.15);
  }

  @Test
  void aCosineFallsFromTheRateToTheLeastOne() {
    double[] found = rates(rate("cosine", "minLr", 0.2), 8);

    for (int i = 0; i < 8; i++) {
      double expected = 0.2 + 0.6 * (1 + Math.cos(Math.PI * i / 8)) / 2;
      assertThat(found[i]).isCloseTo(expected, CLOSE);
    }
    assertThat(found[4]).isCloseTo(0.5, CLOSE);
  }

  @Test
  void aWarmUpMultipliesWhatTheScheduleSays() {
    double[] found = rates(rate("step", "warmupEpochs", 4, "stepEpochs", 2), 6);

    assertThat(found).containsExactly(new double[] {0.2, 0.4, 0.3, 0.4, 0.2, 0.2}, CLOSE);
  }

  @Test
  void aPlateauIsCutAfterMoreThanPatienceEpochsWithoutABetterMetric() {
    LearningRate rate = rate("plateau", "patience", 2);
    //                  best       best, and three that are not; NaN says nothing
    double[] metrics = {0.5, 0.4, 0.6, 0.6, 0.60005, 0.3, 0.5, 0.5, Double.NaN, 0.5};
    double[] found = new double[metrics.length + 1];
    for (int epoch = 1; epoch <= metrics.length; epoch++) {
      found[epoch - 1] = rate.of(epoch);
      rate.evaluated(epoch, metrics[epoch - 1]);
    }
    found[metrics.length] = rate.of(metrics.length + 1);

    assertThat(found).containsExactly(0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.4, 0.2);
  }

  @Test
  void aPlateauIsCutAsPyTorchDoesOnRandomMetrics() {
    java.util.Random random = new java.util.Random(1);
    LearningRate rate = rate("plateau", "patience", 3, "lrFactor", 0.1, "minLr", 1e-4);
    double expected = 0.8;
    double best = Double.NEGATIVE_INFINITY;
    int bad = 0;
    for (int epoch = 1; epoch <= 100; epoch++) {
      assertThat(rate.of(epoch)).as("epoch " + epoch).isCloseTo(expected, CLOSE);
      double metric = random.nextDouble();
      rate.evaluated(epoch, metric);
      // torch.optim.lr_scheduler.ReduceLROnPlateau(mode="max"), its default threshold 1e-4
      if (epoch == 1 || metric > best * 1.0001) {
        best = metric;
        bad = 0;
      } else {
        bad++;
      }
      if (bad > 3) {
        expected = Math.max(0.1 * expected, 1e-4);
        bad = 0;
      }
    }
    assertThat(expected).isEqualTo(1e-4);
  }

  private static LearningRate rate(String schedule, Object... settings) {
    Map<String, Object> map = new HashMap<>(Map.of("schedule", schedule, "lr", 0.8));
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return new LearningRate(OptimizerConfig.of(map), 8);
  }

  private static double[] rates(LearningRate rate, int epochs) {
    return IntStream.rangeClosed(1, epochs).mapToDouble(rate::of).toArray();
  }
}
