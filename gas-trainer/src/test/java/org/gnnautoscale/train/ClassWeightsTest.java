package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

  private static final Offset<Double> CLOSE = within(1e-12);

  /** Training nodes of three classes; of the last there are none. */
  private static final long[] NODES = {1, 3, 0};

  @Test
  void balancedClassesWeighTheSameTogether() {
    ClassWeights weights = ClassWeights.ofClasses(NODES, 4, List.of());

    // one node weighs 2 and three weigh 2/3 each: 2 and 2, and 4 nodes weigh 4
    assertThat(weights.ifSet()).containsExactly(new double[] {2, 2 / 3.0, 0}, CLOSE);
  }

  @Test
  void givenWeightsAreScaledToAMeanOfOne() {
    ClassWeights weights = ClassWeights.ofClasses(NODES, 4, List.of(3.0, 1.0, 5.0));

    assertThat(weights.ifSet()).containsExactly(new double[] {2, 2 / 3.0, 10 / 3.0}, CLOSE);
  }

  @Test
  void aBalancedLabelWeighsAsMuchWhereItIsSetAsWhereItIsNot() {
    ClassWeights weights = ClassWeights.ofLabels(NODES, 4, List.of());

    assertThat(weights.ifSet()).containsExactly(new double[] {2, 2 / 3.0, 0}, CLOSE);
    assertThat(weights.ifNot()).containsExactly(new double[] {2 / 3.0, 2, 1}, CLOSE);
  }

  @Test
  void theWeightOfALabelIsThatOfTheNodesThatHaveItBesideTheOthers() {
    ClassWeights weights = ClassWeights.ofLabels(NODES, 4, List.of(3.0, 1.0, 5.0));

    assertThat(weights.ifSet()).containsExactly(new double[] {2, 1, 5}, CLOSE);
    assertThat(weights.ifNot()).containsExactly(new double[] {2 / 3.0, 1, 1}, CLOSE);
  }

  @Test
  void oneWeightIsThatOfAllLabels() {
    ClassWeights one = ClassWeights.ofLabels(NODES, 4, List.of(3.0));
    ClassWeights each = ClassWeights.ofLabels(NODES, 4, List.of(3.0, 3.0, 3.0));

    assertThat(one.ifSet()).containsExactly(each.ifSet());
    assertThat(one.ifNot()).containsExactly(each.ifNot());
  }
}
