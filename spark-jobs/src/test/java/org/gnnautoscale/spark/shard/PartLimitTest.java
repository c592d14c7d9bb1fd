package org.gnnautoscale.spark.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.gnnautoscale.store.GraphShape;
import org.junit.jupiter.api.Test;

class PartLimitTest {

  private static final int NODES = 1 << 21;

  @Test
  void eachTableOfAPartMustFitAnArray() {
    PartLimit.requireFits(shape(1023, false, 1023, 1023), NODES);
    PartLimit.requireFits(shape(1024, true, 0, 0), NODES);

    assertRefused(shape(1024, false, 0, 0), "got 2097152 nodes of 1024 features");
    assertRefused(shape(0, false, 1024, 0), "got 2097152 nodes of 1024 labels");
    assertRefused(shape(0, false, 0, 1024), "got 2097152 nodes of 1024 splits");
  }

  @Test
  void theSparseFeaturesOfAPartMustFitAnArray() {
    assertThat(PartLimit.requireSparseFits(2147483639L)).isEqualTo(2147483639);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartLimit.requireSparseFits(2147483640L))
        .withMessage(
            "parts must hold at most 2147483639 values each, got 2147483640 sparse features: raise --parts");
  }

  private static void assertRefused(GraphShape shape, String found) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartLimit.requireFits(shape, NODES))
        .withMessage(
            "parts must hold at most 2147483639 values each, %s: raise --parts".formatted(found));
  }

  private static GraphShape shape(int features, boolean sparse, int labels, int splits) {
    return new GraphShape(
        "wide",
        false,
        false,
        NODES,
        0,
        0,
        features,
        sparse,
        labels,
        labels > 0,
        List.of(),
        splits,
        false);
  }
}
