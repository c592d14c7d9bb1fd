package org.gnnautoscale.cli;

import java.util.Locale;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.store.CutSummary;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;

/** A store in words. */
final class StoreTable {

  private StoreTable() {}

  static Table of(Manifest manifest) {
    GraphShape graph = manifest.graph();
    CutSummary cut = manifest.cut();
    Table table = new Table();
    table.row("store", graph.name() + kinds(graph));
    table.row("nodes", graph.nodes());
    table.row("edges", graph.edges());
    table.row("parts", parts(manifest));
    table.row("cut edges", cut.cut(), share(cut.cut(), graph.edges()));
    Double weight = cut.weightedCut();
    if (weight != null) {
      table.row("cut weight", String.format(Locale.ROOT, "%,.1f", weight));
    }
    table.row("halo nodes", "%,d (%s a node)".formatted(cut.halo(), perNode(manifest)));
    table.row(
        "balance",
        String.format(
            Locale.ROOT,
            "largest part %.3f of the average, smallest %.3f, in %s",
            cut.balance(),
            cut.smallest(),
            unit(manifest)));
    table.row("features", graph.features());
    table.row("classes", graph.classes());
    table.row("splits", graph.splits());
    table.row("size", Table.bytes(manifest.bytes()));
    return table.row("content", manifest.contentHash());
  }

  /** What was balanced; stores that do not say so balanced nodes. */
  private static String unit(Manifest manifest) {
    Object balance = manifest.settings().getOrDefault("balance", Balance.NODES);
    return Balance.parse(balance.toString()).unit();
  }

  private static Object parts(Manifest manifest) {
    return manifest.isInductive()
        ? "%,d, of which %,d hold the training graphs"
            .formatted(manifest.parts(), manifest.trainingParts())
        : manifest.parts();
  }

  private static String kinds(GraphShape graph) {
    return (graph.directed() ? ", directed" : ", undirected")
        + (graph.weighted() ? ", weighted" : "")
        + (graph.multiLabel() ? ", several labels a node" : "")
        + (graph.textIds() ? ", ids are text" : "");
  }

  private static String perNode(Manifest manifest) {
    return String.format(
        Locale.ROOT, "%.2f", share(manifest.cut().halo(), manifest.graph().nodes()));
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
