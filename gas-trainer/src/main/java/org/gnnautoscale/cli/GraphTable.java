package org.gnnautoscale.cli;

import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.dataset.GraphSummary;

/** A GRAPH directory in words. */
final class GraphTable {

  private GraphTable() {}

  /** After it was written. */
  static Table written(GraphSummary summary, String output) {
    Table table = of(summary.description());
    table.row("size", Table.bytes(summary.bytes()));
    table.row("written to", output);
    String store = Names.sibling(output, "-graph", "-store");
    long parts = Math.clamp(summary.description().nodes() / 2000, 8, 512);
    return table.next("gas partition %s --parts %d --output %s".formatted(output, parts, store));
  }

  /** What its description says. */
  static Table of(GraphDescription graph) {
    Table table = new Table();
    table.row("graph", graph.name() + (graph.directed() ? ", directed" : ", undirected"));
    table.row("nodes", graph.nodes());
    table.row("edges", graph.edges());
    table.row("features", graph.features());
    table.row("classes", graph.classes());
    table.row("splits", graph.splits());
    return table.row(
        "cleaning",
        "%,d self-loops and %,d duplicate edges dropped, %,d reverse edges added"
            .formatted(graph.selfLoops(), graph.duplicateEdges(), graph.addedReverse()));
  }
}
