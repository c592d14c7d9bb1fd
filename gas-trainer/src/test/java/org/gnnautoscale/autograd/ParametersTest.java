package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private final Parameters parameters = new Parameters(4);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void aGroupIsOneVectorWithGapsOfZeros() {
    Parameter a = parameters.constant("a", 2, 3, 1, Group.REGULARIZED);
    Parameter b = parameters.constant("b", 1, 2, 2, Group.REGULARIZED);
    Parameter c = parameters.constant("c", 1, 1, 3, Group.REST);

    assertThat(parameters.values(Group.REGULARIZED).cols()).isEqualTo(32);
    assertThat(a.value().toArray()).containsExactly(1, 1, 1, 1, 1, 1);
    assertThat(b.value().toArray()).containsExactly(2, 2);
    assertThat(c.value().toArray()).containsExactly(3);
    assertThat(parameters.values(Group.REGULARIZED).get(0, 6)).isZero();
    assertThat(parameters.count()).isEqualTo(9);
  }

  @Test
  void theSeedDecidesTheInitialValues() {
    Parameter w = parameters.glorot("w", 40, 20, Group.REGULARIZED);
    float[] values = w.value().toArray();
    try (Parameters again = new Parameters(4);
        Parameters other = new Parameters(5)) {
      Parameter same = again.glorot("w", 40, 20, Group.REGULARIZED);
      Parameter different = other.glorot("w", 40, 20, Group.REGULARIZED);

      assertThat(same.value().toArray()).containsExactly(values);
      assertThat(different.value().toArray()).isNotEqualTo(values);
    }
    // sqrt(6 / 60)
    for (float v : values) {
      assertThat(Math.abs(v)).isLessThan(0.3163f);
    }
  }

  @Test
  void aNameUsedTwiceIsAnError() {
    Parameter first = parameters.constant("w", 1, 1, 0, Group.REST);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> parameters.constant(first.name(), 1, 1, 0, Group.REST))
        .withMessage("two parameters are named w");
  }

  @Test
  void aParameterDeclaredAfterTheFirstUseIsAnError() {
    assertThat(parameters.constant("w", 1, 1, 0, Group.REST).value().rows()).isOne();

    assertThatIllegalStateException()
        .isThrownBy(() -> parameters.constant("late", 1, 1, 0, Group.REST))
        .withMessage("late is declared after the first use of a parameter");
  }
}
