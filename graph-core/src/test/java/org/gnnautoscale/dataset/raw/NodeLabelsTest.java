package org.gnnautoscale.dataset.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeLabelsTest {

  @Test
  void amongTextsAnEmptyOneAndMinusOneAreNoLabel() {
    NodeLabels labels = NodeLabels.texts(new String[] {"red", "", "-1", "blue"});

    assertThat(labels.names()).containsExactly("blue", "red");
    assertThat(labels.classes()).isEqualTo(2);
    assertThat(labels.isLabelled(0)).isTrue();
    assertThat(labels.isLabelled(1)).isFalse();
    assertThat(labels.isLabelled(2)).isFalse();
  }
}
