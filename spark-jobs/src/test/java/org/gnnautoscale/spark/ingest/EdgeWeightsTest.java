package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdgeWeightsTest {

  @Test
  void wholeWeightsStayAsTheyAreAndNoneIsBelowOne() {
    assertThat(scaled(3, 0, 1_000_000, 1)).containsExactly(3, 1, 1_000_000, 1);
  }

  @Test
  void otherWeightsAreMultipliedByAPowerOfTwo() {
    // the average is 0.5: 1024 in its place
    assertThat(scaled(0.25f, 0.75f, 0.5f)).containsExactly(512, 1536, 1024);
  }

  @Test
  void weightsOfAllArcsAddUpToAnIntAtMost() {
    float[] weights = new float[1000];
    Arrays.fill(weights, 3e6f);
    weights[7] = 0;

    int[] scaled = scaled(weights);

    assertThat(2 * Arrays.stream(scaled).asLongStream().sum())
        .isBetween(Integer.MAX_VALUE / 4L, (long) Integer.MAX_VALUE);
    assertThat(scaled[7]).isEqualTo(1);
  }

  @Test
  void veryLargeAndVerySmallWeightsCanBeCounted() {
    assertThat(scaled(Float.MAX_VALUE, 1)).containsExactly((1 << 30) - 64, 1);
    assertThat(scaled(Float.MAX_VALUE, Float.MIN_VALUE)).containsExactly(2048, 1);
    assertThat(scaled(Float.MIN_VALUE, 2 * Float.MIN_VALUE)[1]).isBetween(1000, 2000);
  }

  @Test
  void theOrderOfWeightsDoesNotShow() {
    Random random = new Random(1);
    EdgeWeights forth = new EdgeWeights();
    EdgeWeights back = new EdgeWeights();
    float[] weights = new float[1000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat();
      forth.add(weights[i]);
    }
    EdgeWeights half = new EdgeWeights();
    for (int i = weights.length - 1; i >= 0; i--) {
      (i % 2 == 0 ? half : back).add(weights[i]);
    }
    back.merge(half);

    assertThat(back.scale()).isEqualTo(forth.scale());
  }

  private static int[] scaled(float... weights) {
    EdgeWeights all = new EdgeWeights();
    for (float weight : weights) {
      all.add(weight);
    }
    return EdgeWeights.scaled(weights, all.scale());
  }
}
