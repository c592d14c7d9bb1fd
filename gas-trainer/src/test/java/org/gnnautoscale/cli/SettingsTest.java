package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path folder;

  @Test
  void aWordOfTheCommandLineWinsOverTheFileAndThatOverThePreset() throws IOException {
    Path conf = folder.resolve("my.conf");
    Files.writeString(conf, "epochs = 7\nlr = 0.5\n");
    Map<String, Object> settings =
        Settings.resolve("gcn", "cora", conf.toString(), List.of("lr=0.25"));

    assertThat(settings)
        .containsEntry("lr", 0.25)
        .containsEntry("epochs", 7)
        .containsEntry("hidden", List.of(16))
        .doesNotContainKey("linear");
  }

  @Test
  void anUnknownKeyIsToldTheNearestOne() {
    refused("dropuot=0.1", "unknown setting 'dropuot' in --set; did you mean 'dropout'?");
    refused("batchparts=2", "unknown setting 'batchparts' in --set; did you mean 'batchParts'?");
    refused(
        "heads=8", "unknown setting 'heads' in --set; did you mean 'hiddenHeads' or 'outHeads'?");
    refused("learning_rate=1", "unknown setting 'learning_rate' in --set\n  see ");
  }

  @Test
  void aSettingOfAnotherModelIsRefused() {
    refused(
        "hiddenHeads=4",
        "setting 'hiddenHeads' in --set is one of gat; model gcn does not have it");
    assertThat(KnownSettings.question("hiddenHead")).isEqualTo("; did you mean 'hiddenHeads'?");
  }

  @Test
  void whatNeedsEdgesIsRefusedForAModelWithoutThem() {
    for (String set : new String[] {"linear=true", "residual=true", "edgeDropout=0.1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Settings.resolve("mlp", null, null, List.of(set)))
          .withMessageMatching("setting '.*' in --set is one of gcn.*; model mlp does not have it");
    }
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    refused(
        "epochs=many",
        "setting 'epochs' in --set must be a whole number of at least 0, got 'many'");
    refused(
        "epochs=1.5", "setting 'epochs' in --set must be a whole number of at least 0, got '1.5'");
    refused("dropInput=yes", "setting 'dropInput' in --set must be true or false, got 'yes'");
    refused("epochs", "--set takes key=value, got 'epochs'");
  }

  @Test
  void whatThisVersionCannotDoIsSaid() {
    refused(
        "historyType=fp8", "setting 'historyType' in --set must be one of fp32, fp16, got 'fp8'");
    refused(
        "historyStorage=hdfs",
        "setting 'historyStorage' in --set must be one of ram, disk, got 'hdfs'");
  }

  @Test
  void anUnknownPresetListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.resolve("gcn", "corra", null, List.of()))
        .withMessageStartingWith(
            "there is no preset 'corra' for model gcn; did you mean 'cora'?\n  known    amazon-");
  }

  @Test
  void aFileThatIsNoHoconIsToldWithItsRow() throws IOException {
    Path conf = folder.resolve("bad.conf");
    Files.writeString(conf, "lr = 0.1\nepochs == 3\n");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Settings.resolve("gcn", null, conf.toString(), List.of()))
        .withMessage(
            """
            the settings cannot be read
              file     %s
              row      2
              value    epochs == 3
              fix      write lines such as epochs = 100"""
                .formatted(conf));
  }

  @Test
  void aFileThatIsNotThereIsBadData() {
    String conf = folder.resolve("none.conf").toString();

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Settings.resolve("gcn", null, conf, List.of()))
        .withMessageStartingWith("there is no such file");
  }

  private static void refused(String set, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.resolve("gcn", null, null, List.of(set)))
        .withMessageStartingWith(message);
  }
}
