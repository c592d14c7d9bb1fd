package org.gnnautoscale.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphReportTest {

  @TempDir Path place;

  @Test
  void aStarAnEdgeAndALonelyNodeAreThreeComponents() throws IOException {
    GraphReport.Result report =
        report(
            new TinyGraph().nodes(8).edges("0 1", "0 2", "0 3", "4 0", "0 4", "5 6", "6 6", "5 6"));

    assertThat(report.nodes()).isEqualTo(8);
    assertThat(report.edges()).isEqualTo(5);
    assertThat(report.isolated()).isEqualTo(1);
    assertThat(report.degreeMin()).isZero();
    assertThat(report.degreeMean()).isEqualTo(10 / 8.0);
    assertThat(report.degreeMax()).isEqualTo(4);
    assertThat(report.degrees())
        .containsExactly(
            new GraphReport.DegreeRange(0, 0, 1),
            new GraphReport.DegreeRange(1, 1, 6),
            new GraphReport.DegreeRange(2, 3, 0),
            new GraphReport.DegreeRange(4, 7, 1));
    assertThat(report.components()).isEqualTo(3);
    assertThat(report.largestComponent()).isEqualTo(5);
    assertThat(report.cleaning())
        .containsEntry("selfLoops", 1L)
        .containsEntry("duplicateEdges", 1L);
    assertThat(report.toMap())
        .containsKeys("contentHash", "nodes", "edges", "bytes", "directed", "features", "classes")
        .containsEntry("splits", 0);
  }

  @Test
  void aPathLongerThanTheRoundsOfGraphXIsOneComponent() throws IOException {
    int length = 5 * GraphXGraph.ROUNDS;
    TinyGraph graph = new TinyGraph().nodes(length + 2);
    for (int u = 1; u < length; u++) {
      graph.edges("%d %d".formatted(u, u - 1));
    }

    GraphReport.Result report = report(graph);

    assertThat(report.components()).isEqualTo(3);
    assertThat(report.largestComponent()).isEqualTo(length);
  }

  @Test
  void labelsAndSplitsAreCounted() throws IOException {
    GraphReport.Result report =
        report(
            new TinyGraph()
                .directed()
                .nodeColumns("id bigint, features array<float>, label int, splits array<tinyint>")
                .nodes(
                    "id: 0, features: [1, 2, 3], label: 0, splits: [1, 3]",
                    "id: 1, features: [1, 2, 3], label: 2, splits: [1, 2]",
                    "id: 2, features: [1, 2, 3], label: 2, splits: [3, 0]",
                    "id: 3, features: [1, 2, 3], label: -1, splits: [0, 0]")
                .edges("0 1", "1 0"));

    assertThat(report.directed()).isTrue();
    assertThat(report.edges()).isEqualTo(2);
    assertThat(report.features()).isEqualTo(3);
    assertThat(report.classes()).isEqualTo(3);
    assertThat(report.classCounts()).isEqualTo(Map.of(0, 1L, 2, 2L));
    assertThat(report.labelled()).isEqualTo(3);
    assertThat(report.splits()).isEqualTo(2);
    assertThat(report.splitCounts())
        .containsExactly(new GraphReport.SplitCount(2, 0, 1), new GraphReport.SplitCount(0, 1, 1));
  }

  private GraphReport.Result report(TinyGraph graph) throws IOException {
    graph.write(place);
    return new GraphReport(TestSession.get(), Storage.path(place.toString()), Progress.silent())
        .run();
  }
}
