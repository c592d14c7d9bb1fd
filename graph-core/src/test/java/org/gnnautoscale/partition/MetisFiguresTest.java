package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;
import org.gnnautoscale.SharedData;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cuts of real graphs beside those of gpmetis 5, seed 1, imbalance 1.03. */
class MetisFiguresTest {

  @ParameterizedTest(name = "{0}, {1} parts")
  @CsvSource({
    "4elt, 2, 143",
    "4elt, 8, 634",
    "4elt, 32, 1691",
    "4elt, 64, 2816",
    "astro-ph, 8, 23850",
    "astro-ph, 32, 30457"
  })
  void cutsAreThoseOfMetisOrLess(String name, int parts, int metisCut) throws IOException {
    CsrGraph graph = read(SharedData.path("metis-graphs/" + name + ".graph"));

    int[] part = new MultilevelKWay(PartitionOptions.of(parts)).partition(graph);

    PartitionQuality quality = PartitionQuality.of(graph, part, parts);
    assertThat(quality.cut()).isLessThanOrEqualTo(Math.round(1.1 * metisCut));
    assertThat(quality.balance()).isLessThanOrEqualTo(1.03);
    assertThat(quality.smallest()).isGreaterThanOrEqualTo(0.5);
  }

  private static CsrGraph read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Edges edges = new Edges();
    for (int u = 0; u + 1 < lines.size(); u++) {
      StringTokenizer neighbors = new StringTokenizer(lines.get(u + 1));
      while (neighbors.hasMoreTokens()) {
        edges.join(u, Integer.parseInt(neighbors.nextToken()) - 1);
      }
    }
    return edges.graph(lines.size() - 1);
  }
}
