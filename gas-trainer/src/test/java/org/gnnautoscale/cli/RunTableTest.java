package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTableTest {

  @Test
  void theRoundingOfHistoriesIsOneLine() {
    assertThat(RunTable.of(rounding(0)).toString())
        .contains("rounding         of histories 0.00021 relative (rms), at most 0.50")
        .doesNotContain("warning");
    assertThat(RunTable.of(Map.of()).toString()).doesNotContain("rounding");
  }

  @Test
  void valuesBeyondTheLargestHalfAreAWarning() {
    assertThat(RunTable.of(rounding(1_234)).toString())
        .contains(
            "warning          1,234 values were beyond +-65,504, which histories stored instead:"
                + " set historyType=fp32");
    assertThat(RunTable.of(rounding(1)).toString()).contains("warning          1 value was beyond");
  }

  private static Map<String, Object> rounding(long saturated) {
    return Map.of("historyRounding", Map.of("rms", 0.00021, "max", 0.5, "saturated", saturated));
  }
}
