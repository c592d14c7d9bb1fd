package org.gnnautoscale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.gnnautoscale.dataset.generate.GraphCounts;
import org.gnnautoscale.dataset.table.ParquetRows;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterGeneratorTest {

  @TempDir private Path directory;

  @Test
  void whatGraphJsonSaysIsWhatTheTablesHold() throws IOException {
    Path graph = directory.resolve("cluster-graph");
    ClusterOptions options =
        new ClusterOptions(
            new GraphCounts(4, 2, 1), 1, Storage.path(graph.toString()), Existing.REFUSE);

    GraphSummary summary = new ClusterGenerator(options, Progress.silent()).run();

    GraphDescription description = GraphDescription.read(Storage.path(graph.toString()));
    assertThat(description).isEqualTo(summary.description());
    assertThat(description.name()).isEqualTo("cluster");
    assertThat(description.features()).isEqualTo(7);
    assertThat(description.classes()).isEqualTo(6);
    assertThat(description.splits()).isEqualTo(1);
    assertThat(description.inductive()).isTrue();
    List<Group> nodes = ParquetRows.read(graph.resolve("nodes"));
    assertThat(nodes).hasSize((int) description.nodes());
    assertThat(ParquetRows.list(nodes.get(0), "features")).hasSize(7);
    assertThat(ParquetRows.read(graph.resolve("edges"))).hasSize((int) description.edges());
  }
}
