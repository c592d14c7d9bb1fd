package org.gnnautoscale.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingValuesTest {

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.whole("layers", 2, "layers").atLeast(1),
          Setting.number("dropout", 0.5, "share dropped").share(),
          Setting.flag("linear", false, "linear layers"),
          Setting.choice("loss", "loss", "auto", "crossEntropy"),
          Setting.widths("hidden", 64, "widths"),
          Setting.words("scalers", List.of("identity"), List.of("identity", "none"), "scalers"));

  private enum Loss {
    AUTO,
    CROSS_ENTROPY
  }

  @Test
  void whatIsNotGivenHasItsFallback() {
    SettingValues values = SettingValues.of(SETTINGS, Map.of("layers", 3));

    assertThat(values.toMap())
        .containsExactly(
            Map.entry("layers", 3),
            Map.entry("dropout", 0.5),
            Map.entry("linear", false),
            Map.entry("loss", "auto"),
            Map.entry("hidden", 64),
            Map.entry("scalers", List.of("identity")));
  }

  @Test
  void textAndValuesMeanTheSame() {
    Map<String, Object> given =
        Map.of("dropout", 0.25, "linear", true, "hidden", List.of(8, 4), "loss", "crossEntropy");
    Map<String, String> text =
        Map.of("dropout", "0.25", "linear", "true", "hidden", "[8, 4]", "loss", "crossEntropy");
    SettingValues values = SettingValues.of(SETTINGS, given);

    assertThat(SettingValues.of(SETTINGS, text)).isEqualTo(values);
    assertThat(SettingValues.of(SETTINGS, values.toMap())).isEqualTo(values);
    assertThat(values.widths("hidden")).containsExactly(8, 4);
    assertThat(values.constant("loss", Loss.class)).isEqualTo(Loss.CROSS_ENTROPY);
  }

  @Test
  void aWrongValueIsToldWhatIsTaken() {
    refused("layers", 0, "layers must be a whole number of at least 1, got '0'");
    refused("dropout", 1, "dropout must be a number in [0, 1), got '1'");
    refused("dropout", Double.NaN, "dropout must be a number in [0, 1), got 'NaN'");
    refused("linear", "yes", "linear must be true or false, got 'yes'");
    refused("loss", "bce", "loss must be one of auto, crossEntropy, got 'bce'");
    refused(
        "hidden",
        List.of(4, 0),
        "hidden must be a width of at least 1, or a list like [64,32], got '[4, 0]'");
    refused(
        "scalers",
        "some",
        "scalers must be some of identity, none: a word, or a list like [a,b], got 'some'");
    refused(
        "depth",
        1,
        "unknown setting 'depth'; known are layers, dropout, linear, loss, hidden, scalers");
  }

  private static void refused(String key, Object value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingValues.of(SETTINGS, Map.of(key, value)))
        .withMessage(message);
  }
}
