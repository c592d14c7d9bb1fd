package org.gnnautoscale.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.gnnautoscale.cli.Cli;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published files, from a server on this machine: they have the checksums that {@code
 * conf/datasets.conf} knows, and the import that {@code gas download} proposes reads them.
 */
class PublishedFilesIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "cora, 8, 2708, 5278, 1",
    "tolokers, 1, 11758, 519000, 10",
    "facebook-pagepage, 3, 22470, 170823, 3",
    "deezer-ro, 2, 41773, 125826, 3",
    "blogcatalog, 1, 10312, 333983, 3",
    "web-notredame, 1, 325729, 1090108, 0",
    "ota-circuits, 12, 38132, 49153, 1"
  })
  void areTheOnesThatTheTableOfDataSetsMeans(
      String name, int files, int nodes, int edges, int splits) throws IOException {
    Optional<Path> published = SharedData.find(name);
    assumeThat(published).as("shared/data/%s beside the project", name).isPresent();
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            published.orElseThrow(),
            OutputLevel.NONE);
    server.start();
    try {
      String base = "http://localhost:" + server.getAddress().getPort();

      JsonNode download = Cli.json("download", name, "--output", at(name), "--base-url", base);

      assertThat(download.path("files")).hasSize(files);
      assertThat(download.path("files")).allMatch(file -> file.path("checked").asBoolean());
      String[] words = download.path("import").asText().substring("gas ".length()).split(" ");
      JsonNode graph = Cli.json(words);
      assertThat(graph.path("nodes").asInt()).isEqualTo(nodes);
      assertThat(graph.path("edges").asInt()).isEqualTo(edges);
      assertThat(graph.path("splits").asInt()).isEqualTo(splits);
    } finally {
      server.stop(0);
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
