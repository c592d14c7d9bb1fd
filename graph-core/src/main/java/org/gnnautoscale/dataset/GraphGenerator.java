package org.gnnautoscale.dataset;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.generate.GeneratedGraph;
import org.gnnautoscale.dataset.generate.GraphDrawing;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.SplitMaker;
import org.gnnautoscale.dataset.table.GraphContent;
import org.gnnautoscale.dataset.table.GraphTables;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.jspecify.annotations.Nullable;

/** Draws a graph and writes it as a GRAPH directory. */
public final class GraphGenerator {

  private final GenerateOptions options;
  private final Progress progress;

  /** Prepares; nothing is drawn or written yet. */
  public GraphGenerator(GenerateOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Does the work.
   *
   * @throws org.gnnautoscale.io.OutputExistsException if the output must not be replaced
   * @throws org.gnnautoscale.io.BadDataException if a class is too small for the split
   * @throws IllegalArgumentException if there is no graph with so many edges
   */
  public GraphSummary run() throws IOException {
    GraphTables.check(options.output(), options.existing());
    GeneratedGraph graph =
        new GraphDrawing(options.nodes(), options.edges(), options.seed(), progress)
            .draw(options.kind(), options.community());
    @Nullable NodeLabels labels = graph.labels();
    @Nullable NodeSplits splits =
        labels == null
            ? null
            : SplitMaker.apply(options.split().seeded(options.seed()), labels, null);
    NodeIds ids = NodeIds.positions(options.nodes(), 0);
    GraphContent content =
        new GraphContent(ids, graph.edges(), graph.features(), labels, splits, null);
    GraphDescription description = describe(options.kind().toString(), content, false);
    return write(description, content, options.output(), options.existing(), progress);
  }

  /** Writes what was drawn: there is nothing to clean in it. */
  static GraphSummary write(
      GraphDescription description,
      GraphContent content,
      Path output,
      Existing existing,
      Progress progress)
      throws IOException {
    long bytes = new GraphTables(content, progress).write(output, existing, description.toMap());
    return new GraphSummary(description, false, false, null, output, bytes);
  }

  static GraphDescription describe(String name, GraphContent content, boolean inductive) {
    @Nullable NodeFeatures features = content.features();
    @Nullable NodeLabels labels = content.labels();
    @Nullable NodeSplits splits = content.splits();
    return new GraphDescription(
        name,
        false,
        content.ids().size(),
        content.edges().size(),
        features == null ? 0 : features.width(),
        labels == null ? 0 : labels.classes(),
        List.of(),
        splits == null ? 0 : splits.count(),
        inductive,
        0,
        0,
        0);
  }
}
