package org.gnnautoscale.cli;

import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.dataset.GraphSummary;

/** A GRAPH directory in words. */
final class GraphTable {

  private GraphTable() {}

  /** After it was written. */
  static Table written(GraphSummary summary, String output) {
    Table table = of(summary);
    table.row("size", Table.bytes(summary.bytes()));
    table.row("written to", output);
    String store = Names.sibling(output, "-graph", "-store");
    long nodes = summary.description().nodes();
    long parts = Math.min(Math.clamp(nodes / 2000, 8, 512), nodes);
    return table.next("gas partition %s --parts %d --output %s".formatted(output, parts, store));
  }

  private static Table of(GraphSummary summary) {
    GraphDescription graph = summary.description();
    Table table = new Table();
    table.row("graph", graph.name() + kinds(summary));
    table.row("nodes", graph.nodes());
    table.row("edges", graph.edges());
    table.row("features", features(summary));
    table.row("classes", graph.classes());
    table.row("splits", graph.splits());
    return table.row(
        "cleaning",
        "%,d self-loops and %,d duplicate edges dropped, %,d reverse edges added"
            .formatted(graph.selfLoops(), graph.duplicateEdges(), graph.addedReverse()));
  }

  private static String kinds(GraphSummary summary) {
    return (summary.description().directed() ? ", directed" : ", undirected")
        + (summary.weighted() ? ", weighted" : "")
        + (summary.textIds() ? ", ids are text" : "")
        + (summary.description().inductive() ? ", inductive" : "");
  }

  private static String features(GraphSummary summary) {
    int width = summary.description().features();
    String treatment = summary.featureTreatment();
    return "%,d".formatted(width) + (treatment == null ? "" : ", " + treatment);
  }
}
