package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {

  @TempDir Path folder;

  @Test
  void clusterHasAsManyGraphsAsAskedForAndTheirClassesAndFeatures() throws IOException {
    Call call =
        gas("generate", "--kind", "cluster", "--graphs", "4:1:2", "--output", out(), "--json");

    assertThat(call.code()).as(call.err()).isZero();
    JsonNode json = call.json();
    assertThat(json.path("name").asText()).isEqualTo("cluster");
    assertThat(json.path("nodes").asInt()).isBetween(7 * 30, 7 * 204);
    assertThat(json.path("features").asInt()).isEqualTo(7);
    assertThat(json.path("classes").asInt()).isEqualTo(6);
    assertThat(json.path("splits").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"--nodes, 9", "--edges, 9", "--features, 7", "--split, none", "--mixing, 0.2"})
  void whatTheRecipeOfClusterFixesIsRefused(String option, String value) {
    Call call = gas("generate", "--kind", "cluster", option, value, "--output", out());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            "error: --kind cluster has no %s: its graphs are all of one recipe, and --graphs TRAIN:VAL:TEST says how many there are\n"
                .formatted(option));
  }

  @Test
  void aNumberOfGraphsIsForClusterAlone() {
    Call call = gas("generate", "--kind", "grid", "--graphs", "4:1:2", "--output", out());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            "error: --graphs is an option of --kind cluster: a graph of kind grid has --nodes and --edges\n");
  }

  @Test
  void aNumberOfGraphsThatCannotBeReadIsToldWithItsForm() {
    assertThat(gas("generate", "--kind", "cluster", "--graphs", "12", "--output", out()).err())
        .startsWith("error: --graphs must be three whole numbers TRAIN:VAL:TEST, got '12'\n");
  }

  @Test
  void theOtherKindsNeedNodesAndEdges() {
    assertThat(gas("generate", "--output", out()).err())
        .startsWith("error: gas generate needs --nodes N and --edges E\n");
    assertThat(gas("generate", "--kind", "rmat", "--nodes", "9", "--output", out()).err())
        .startsWith("error: gas generate needs --edges E\n");
  }

  private String out() {
    return folder.resolve("out").toString();
  }
}
