package org.gnnautoscale.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs without features, labels or splits are imported, partitioned, verified and inspected. */
class PublishedGraphsIT {

  @TempDir private Path place;

  @Test
  void bloggersWithoutFeaturesGoTheWholeWay() throws IOException {
    JsonNode store = partitioned("blogcatalog", "mat", "blogcatalog.mat");

    assertThat(store.path("nodes").asInt()).isEqualTo(10_312);
    assertThat(store.path("edges").asInt()).isEqualTo(333_983);
    assertThat(store.path("features").asInt()).isZero();
    assertThat(store.path("classes").asInt()).isEqualTo(39);
    assertThat(store.path("splits").asInt()).isZero();
  }

  @Test
  void webPagesWithoutAnythingGoTheWholeWay() throws IOException {
    JsonNode store = partitioned("web-notredame", "snap", "web-NotreDame.txt.gz");

    assertThat(store.path("nodes").asInt()).isEqualTo(325_729);
    assertThat(store.path("edges").asInt()).isEqualTo(1_090_108);
    assertThat(store.path("features").asInt()).isZero();
    assertThat(store.path("classes").asInt()).isZero();
    assertThat(store.path("splits").asInt()).isZero();
  }

  @Test
  void listenersWithNamedLabelsGoTheWholeWay() throws IOException {
    String genres = folder("deezer-ro").resolve("RO_genres.json").toString();

    JsonNode store = partitioned("deezer-ro", "gemsec", "RO_edges.csv", "--target-file", genres);

    assertThat(store.path("nodes").asInt()).isEqualTo(41_773);
    assertThat(store.path("classes").asInt()).isEqualTo(84);
  }

  @Test
  void circuitsWithWeightsAndIdsOfTextGoTheWholeWay() throws IOException {
    JsonNode store = partitioned("ota-circuits", "ppi", "", "--name", "ota");

    assertThat(store.path("nodes").asInt()).isEqualTo(38_132);
    assertThat(store.path("edges").asInt()).isEqualTo(49_153);
    assertThat(store.path("features").asInt()).isEqualTo(15);
    assertThat(store.path("splits").asInt()).isEqualTo(1);
  }

  /** Imports, partitions and verifies; gives what inspect says of the store. */
  private JsonNode partitioned(String dataset, String format, String file, String... options)
      throws IOException {
    String graph = place.resolve("graph").toString();
    String store = place.resolve("store").toString();
    List<String> words = new ArrayList<>();
    words.addAll(List.of("import", format, folder(dataset).resolve(file).toString()));
    words.addAll(List.of(options));
    words.addAll(List.of("--output", graph));
    Cli.succeeds(words.toArray(String[]::new));
    JsonNode ofGraph = Cli.json("inspect", graph);
    Cli.succeeds("partition", graph, "--parts", "8", "--output", store, "--master", "local[2]");
    Cli.succeeds("verify", store);
    JsonNode ofStore = Cli.json("inspect", store);
    for (String key : List.of("nodes", "edges", "features", "classes", "splits")) {
      assertThat(ofGraph.path(key)).as(key).isEqualTo(ofStore.path(key));
    }
    return ofStore;
  }

  private static Path folder(String dataset) {
    assumeThat(SharedData.find(dataset))
        .as("the data folder with %s is not beside the project", dataset)
        .isPresent();
    return SharedData.find(dataset).orElseThrow();
  }
}
