package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

  @TempDir Path folder;

  @Test
  void namesThatWereNotPublishedAreToldTheKnownOnes() {
    assertThat(reproduce("smal").err())
        .isEqualTo(
            "error: table 'smal' is not in the published tables; did you mean 'small'?\n  known    small, large\n");
    assertThat(reproduce("small", "--dataset", "coar").err())
        .startsWith(
            "error: --dataset 'coar' is not in the published tables; did you mean 'cora'?\n")
        .contains("  known    cora, citeseer, pubmed, ");
    assertThat(reproduce("small", "--model", "sage").err())
        .startsWith("error: --model 'sage' is not in the published tables\n  known    gcn");
    assertThat(reproduce("small", "--model", "sage").code()).isEqualTo(2);
  }

  @Test
  void valuesOutOfRangeAreWrongUsage() {
    assertThat(reproduce("small", "--runs", "0"))
        .isEqualTo(new Call(2, "", "error: --runs must be at least 1, got 0\n"));
    assertThat(reproduce("small", "--mode", "half").err())
        .startsWith("error: --mode: mode must be gas or full, got 'half'\n");
  }

  @Test
  void withoutDataTheTableSaysSo() {
    Call call = reproduce("small", "--dataset", "cora,pubmed", "--model", "gcn");

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err())
        .contains("the data of cora is absent: there is no ")
        .contains("/data/pubmed/ind.pubmed.graph\n");
    assertThat(call.out())
        .contains(
            "gcn    cora      0 of 20  data absent  82.29 +- 0.76  -      -        81.88 +- 0.75 [M]\n")
        .contains(
            "gcn    pubmed    0 of 20  data absent  79.23 +- 0.62  -      -        78.73 +- 1.10 [M]\n");
    assertThat(folder.resolve("out")).as("nothing to keep").doesNotExist();
  }

  @Test
  void programsGetTheCellsThatWereChosen() throws IOException {
    JsonNode json = reproduce("large", "--dataset", "reddit", "--model", "gcn", "--json").json();

    assertThat(json.path("tolerance").asDouble()).isEqualTo(0.007);
    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.path("cells")).hasSize(1);
    JsonNode cell = json.path("cells").get(0);
    assertThat(cell.path("dataAbsent").asBoolean()).isTrue();
    assertThat(cell.path("gas").path("missing").asInt()).isEqualTo(1);
    assertThat(cell.path("published").path("gas").path("mean").asDouble()).isEqualTo(0.9545);
    assertThat(cell.path("published").path("gas").path("verified").asBoolean()).isTrue();
  }

  private Call reproduce(String... words) {
    String[] places = {
      "--data", at("data"), "--work", at("work"), "--output", at("out"),
    };
    return gas(
        Stream.of(new String[] {"reproduce"}, words, places)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
