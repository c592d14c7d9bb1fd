package org.gnnautoscale.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gnnautoscale.spark.report.GraphReport;

/** The report on a GRAPH in words. */
final class ReportTable {

  private static final int MOST_CLASSES = 20;

  private ReportTable() {}

  static Table of(GraphReport.Result graph) {
    Table table = new Table();
    table.row("graph", graph.name() + kinds(graph));
    table.row("nodes", graph.nodes());
    table.row("edges", graph.edges());
    table.row("isolated", graph.isolated());
    table.row(
        "degree",
        String.format(
            Locale.ROOT,
            "%,d to %,d, %.2f on average",
            graph.degreeMin(),
            graph.degreeMax(),
            graph.degreeMean()));
    graph.degrees().forEach(range -> table.row("  " + name(range), range.nodes()));
    table.row(
        "components",
        "%,d, the largest of %,d nodes".formatted(graph.components(), graph.largestComponent()));
    table.row("features", graph.features() + (graph.sparseFeatures() ? ", sparse" : ""));
    table.row("labelled", graph.labelled());
    classes(table, graph);
    splits(table, graph.splitCounts());
    table.row("size", Table.bytes(graph.bytes()));
    return table.row("content", graph.contentHash());
  }

  private static String kinds(GraphReport.Result graph) {
    return (graph.directed() ? ", directed" : ", undirected")
        + (graph.weighted() ? ", weighted" : "")
        + (graph.textIds() ? ", ids are text" : "");
  }

  private static String name(GraphReport.DegreeRange range) {
    return range.from() == range.to()
        ? "degree " + range.from()
        : "degree %d-%d".formatted(range.from(), range.to());
  }

  private static void classes(Table table, GraphReport.Result graph) {
    table.row("classes", graph.classes());
    Map<Integer, Long> counts = graph.classCounts();
    counts.entrySet().stream()
        .limit(MOST_CLASSES)
        .forEach(
            count -> {
              int c = count.getKey();
              String name =
                  c < graph.classNames().size() ? graph.classNames().get(c) : "class " + c;
              table.row("  " + name, count.getValue());
            });
    if (counts.size() > MOST_CLASSES) {
      table.line("  and %d more (--json has all)".formatted(counts.size() - MOST_CLASSES));
    }
  }

  private static void splits(Table table, List<GraphReport.SplitCount> splits) {
    table.row("splits", splits.size());
    for (int s = 0; s < Math.min(splits.size(), 3); s++) {
      GraphReport.SplitCount split = splits.get(s);
      table.row(
          "  split " + s,
          "%,d train, %,d validation, %,d test"
              .formatted(split.train(), split.val(), split.test()));
    }
  }
}
