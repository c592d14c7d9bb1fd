package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.cli.Call.gas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.dataset.download.DatasetSource;
import org.gnnautoscale.dataset.format.SourceOption;
import org.gnnautoscale.dataset.format.SourceOptions;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.reproduce.PublishedTables;
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
        .contains("/data/pubmed/ind.pubmed.x; see gas download\n");
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

  @Test
  void everyCellHasItsDataSetInTheLayoutOfDownload() throws IOException {
    for (Cell cell : PublishedTables.cells()) {
      DatasetSource source = DatasetTable.read().find(cell.dataset());
      DataSet set = new DataSet(source.name(), List.of(), source.importArguments());

      ImportOptions options =
          ImportCommand.options(set.importWords(Storage.path("my data"), Storage.path("my graph")));

      assertThat(options.input().toString()).contains("/my data/" + cell.dataset());
      assertThat(options.output().getName()).isEqualTo("my graph");
    }
  }

  @Test
  void dataIsImportedAsForThePublishedTables() throws IOException {
    assertThat(importOf("amazon-photo").split())
        .hasToString("per-class:20:30")
        .extracting("splits")
        .isEqualTo(20);
    assertThat(importOf("amazon-photo").features()).as("binary, as usual for the format").isNull();
    assertThat(importOf("cora").split()).as("given").isNull();
    assertThat(importOf("cora").features()).as("rows normalized, as usual").isNull();
    assertThat(importOf("reddit").features()).isEqualTo(FeatureChoice.STANDARDIZED);
    assertThat(importOf("yelp").features()).isEqualTo(FeatureChoice.STANDARDIZED);
    assertThat(importOf("flickr").features()).as("raw").isNull();
    assertThat(importOf("wiki-cs").source())
        .usingRecursiveComparison()
        .isEqualTo(SourceOptions.none().with(SourceOption.VAL_KEY, "stopping_masks"));
    assertThat(importOf("ogbn-arxiv").directed()).isFalse();
  }

  private static ImportOptions importOf(String dataset) throws IOException {
    DatasetSource source = DatasetTable.read().find(dataset);
    DataSet set = new DataSet(dataset, List.of(), source.importArguments());
    return ImportCommand.options(set.importWords(Storage.path("data"), Storage.path("graph")));
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
