package org.gnnautoscale.dataset;

import java.io.IOException;
import org.gnnautoscale.dataset.generate.ClusterGraphs;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.table.GraphContent;
import org.gnnautoscale.dataset.table.GraphTables;
import org.gnnautoscale.io.Progress;

/** Draws the graphs of CLUSTER and writes them as one GRAPH directory, with roles by graph. */
public final class ClusterGenerator {

  private final ClusterOptions options;
  private final Progress progress;

  /** Prepares; nothing is drawn or written yet. */
  public ClusterGenerator(ClusterOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Does the work.
   *
   * @throws org.gnnautoscale.io.OutputExistsException if the output must not be replaced
   * @throws IllegalArgumentException if so many graphs have too many nodes
   */
  public GraphSummary run() throws IOException {
    GraphTables.check(options.output(), options.existing());
    ClusterGraphs graphs = ClusterGraphs.draw(options.graphs(), options.seed(), progress);
    GraphContent content =
        new GraphContent(
            NodeIds.positions(graphs.nodes(), 0),
            graphs,
            graphs.features(),
            graphs.labels(),
            graphs.splits(),
            null);
    GraphDescription description =
        GraphGenerator.describe(GraphKind.CLUSTER.toString(), content, true);
    return GraphGenerator.write(
        description, content, options.output(), options.existing(), progress);
  }
}
