package org.gnnautoscale.dataset;

import java.io.IOException;
import java.util.List;
import org.gnnautoscale.dataset.format.GraphInput;
import org.gnnautoscale.dataset.raw.CleanEdges;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.FeatureMaker;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.dataset.raw.SplitMaker;
import org.gnnautoscale.dataset.table.GraphContent;
import org.gnnautoscale.dataset.table.GraphTables;
import org.gnnautoscale.graph.Sides;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph in a public format, checks and cleans it, and writes it as a GRAPH directory.
 *
 * <p>The graph passes through this process's memory: some 20 bytes an edge, beside its features.
 */
public final class GraphImporter {

  private static final long RANDOM_FEATURES_SEED = 1;

  private final ImportOptions options;
  private final Progress progress;

  /** Prepares; nothing is read or written yet. */
  public GraphImporter(ImportOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Does the work.
   *
   * @throws org.gnnautoscale.io.OutputExistsException if the output must not be replaced
   * @throws org.gnnautoscale.io.BadDataException if a value of the input is wrong; nothing is
   *     written
   * @throws IllegalArgumentException if the input lacks what the options ask for
   */
  public GraphSummary run() throws IOException {
    GraphTables.check(options.output(), options.existing());
    GraphInput input =
        new GraphInput(
            options.input(), options.name(), options.directed(), options.source(), progress);
    RawGraph graph = usedSplits(read(input));
    CleanEdges edges =
        options.directed()
            ? CleanEdges.directed(graph.edges(), graph.ids())
            : CleanEdges.undirected(graph.edges(), graph.ids());
    FeatureChoice choice = options.features() == null ? graph.usual() : options.features();
    @Nullable NodeFeatures features =
        graph.features() == null && options.features() == null
            ? null
            : FeatureMaker.apply(choice, graph, edges, RANDOM_FEATURES_SEED);
    GraphContent content =
        new GraphContent(
            graph.ids(), edges, features, graph.labels(), graph.splits(), graph.weights());
    String treatment = features == null ? null : choice.toString();
    return write(content, describe(graph, edges, features), treatment);
  }

  private RawGraph read(GraphInput input) throws IOException {
    RawGraph graph = options.format().reader().read(input);
    if (graph.ids().size() == 0) {
      throw BadDataException.of("the input has no nodes")
          .with("path", options.input())
          .fix("check that it is the right file; if it is, there is nothing to import");
    }
    return graph;
  }

  /** The graph with the splits it is to have; only splits that are used are checked. */
  private RawGraph usedSplits(RawGraph graph) throws IOException {
    @Nullable SplitChoice choice = options.split();
    @Nullable NodeSplits splits = SplitMaker.apply(choice, graph.labels(), graph.splits());
    RawGraph used = graph.withSplits(splits);
    used.requireLabelledSplits();
    return used;
  }

  private GraphDescription describe(
      RawGraph graph, CleanEdges edges, @Nullable NodeFeatures features) throws IOException {
    @Nullable NodeLabels labels = graph.labels();
    return new GraphDescription(
        graph.name(),
        options.directed(),
        graph.ids().size(),
        edges.size(),
        features == null ? 0 : features.width(),
        labels == null ? 0 : labels.classes(),
        labels == null ? List.of() : labels.names(),
        graph.splits() == null ? 0 : graph.splits().count(),
        isInductive(graph.splits(), edges),
        edges.selfLoops(),
        edges.duplicateEdges(),
        edges.addedReverse());
  }

  /** Whether the nodes of the only split's training, validation and test set are never joined. */
  private static boolean isInductive(@Nullable NodeSplits splits, CleanEdges edges)
      throws IOException {
    if (splits == null || splits.count() != 1 || edges.size() == 0 || splits.isUniform()) {
      return false;
    }
    byte[] roles = splits.roles(0);
    Sides sides = new Sides(roles.length);
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(slice, (src, dst, weight) -> sides.join(src, dst));
    }
    return sides.mixed(roles) < 0;
  }

  private GraphSummary write(
      GraphContent content, GraphDescription description, @Nullable String treatment)
      throws IOException {
    long bytes =
        new GraphTables(content, progress)
            .write(options.output(), options.existing(), description.toMap());
    return new GraphSummary(
        description,
        content.edges().isWeighted(),
        content.ids().isText(),
        treatment,
        options.output(),
        bytes);
  }
}
