package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.SealedJson;
import org.gnnautoscale.reproduce.KeptRun.Outcome;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.junit.jupiter.api.Test;

class KeptRunTest {

  private static final Path FILE = new Path("seed-3.json");

  private final KeptRun run = Example.run(Example.GAS, 3, 0.8125);

  @Test
  void aRunComesBackFromItsFile() throws IOException {
    KeptRun read = KeptRun.parse(run.toBytes(), FILE);

    assertThat(read.outcome()).isEqualTo(new Outcome(3, 0, 2, "accuracy", 0.99, 0.7, 0.8125, 10));
    assertThat(read.source()).isEqualTo(Example.SOURCE);
    assertThat(read.made()).containsEntry("commit", "abc");
    assertThat(read.differenceFrom(Example.GAS, Example.SOURCE)).isEmpty();
  }

  @Test
  void theNumberOfThreadsIsNoDifference() {
    assertThat(run.differenceFrom(Example.experiment("threads", 64), Example.SOURCE)).isEmpty();
  }

  @Test
  void otherPartsOfTheSameGraphAreNoDifference() {
    assertThat(run.differenceFrom(Example.GAS, new Source("graph-a", "store-b", 4))).isEmpty();
  }

  @Test
  void aDifferenceIsToldInWords() {
    assertThat(run.differenceFrom(Example.experiment("lr", 0.02), Example.SOURCE))
        .contains("lr was 0.01, and is 0.02");
    assertThat(run.differenceFrom(Example.FULL, Example.SOURCE))
        .contains("mode was gas, and is full");
    assertThat(run.differenceFrom(Example.GAS, new Source("graph-b", "store-a", 4)))
        .contains("it was trained on other data");
    Cell parts = new Cell("small", "gcn", "tiny", 8, 3, null, Example.CELL.gas());
    assertThat(run.differenceFrom(new Experiment(parts, Example.GAS.config()), null))
        .contains("the graph was cut into 4 parts, and is to be cut into 8");
    Cell other = new Cell("small", "gcn", "cora", 4, 3, null, Example.CELL.gas());
    assertThat(run.differenceFrom(new Experiment(other, Example.GAS.config()), null))
        .contains("it is of gcn on tiny");
  }

  @Test
  void aSettingThatIsNoMoreIsADifference() {
    Map<String, Object> settings = new LinkedHashMap<>(run.settings());
    settings.put("magic", 1);
    KeptRun old =
        new KeptRun("small", "tiny", "gcn", settings, run.source(), run.outcome(), run.made());

    assertThat(old.differenceFrom(Example.GAS, Example.SOURCE))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("it has settings that are no more: unknown setting 'magic'"));
  }

  @Test
  void aSettingThatCameLaterHadItsDefault() {
    Map<String, Object> settings = new LinkedHashMap<>(run.settings());
    settings.remove("layerNorm");
    KeptRun old =
        new KeptRun("small", "tiny", "gcn", settings, run.source(), run.outcome(), run.made());

    assertThat(old.differenceFrom(Example.GAS, Example.SOURCE)).isEmpty();
  }

  @Test
  void aFigureThatWasEditedIsDamage() {
    byte[] bytes =
        new String(run.toBytes(), StandardCharsets.UTF_8)
            .replace("0.8125", "0.9125")
            .getBytes(StandardCharsets.UTF_8);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> KeptRun.parse(bytes, FILE))
        .withMessageStartingWith("the file is damaged: its bytes do not match its checksum\n");
  }

  @Test
  void anotherFormatIsTold() {
    byte[] bytes = SealedJson.seal(Map.of("format", "gas-reproduce", "version", 0));

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> KeptRun.parse(bytes, FILE))
        .withMessage(
            """
            the run is kept in another format
              file     seed-3.json
              expected gas-reproduce 1
              found    gas-reproduce 0""");
  }
}
