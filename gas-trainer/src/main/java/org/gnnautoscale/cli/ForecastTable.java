package org.gnnautoscale.cli;

import java.util.List;
import java.util.Locale;
import org.gnnautoscale.load.HaloSample;
import org.gnnautoscale.train.BatchForecast;
import org.gnnautoscale.train.Estimate;
import org.gnnautoscale.train.PartitionForecast;
import org.gnnautoscale.train.PartitionForecast.Range;
import org.gnnautoscale.train.TrainConfig;

/** What a partition means for training, in words. */
final class ForecastTable {

  private ForecastTable() {}

  /** Adds to the table of a store. */
  static void add(Table table, PartitionForecast forecast, List<String> advice) {
    table.row("nodes a part", range(forecast.nodesPerPart()));
    table.row("halo a part", range(forecast.haloPerPart()));
    table.line("");
    TrainConfig config = forecast.config();
    table.line(
        "training, by estimate: %s, layers=%d, hidden=%s"
            .formatted(
                config.model(), config.modelConfig().layers(), config.toMap().get("hidden")));
    Estimate memory = forecast.memory();
    table.row(
        "  host",
        "%s: features %s, structure and labels %s, histories %s"
            .formatted(
                Table.bytes(forecast.chosen().hostBytes()),
                Table.bytes(memory.features()),
                Table.bytes(memory.graph()),
                Table.bytes(memory.histories())));
    table.line("");
    table.line("  batchParts  steps   batch rows    halo rows  overhead    one step      in all");
    forecast.batches().forEach(batch -> table.line(line(batch)));
    notes(table, forecast);
    table.line("");
    table.line("advice");
    advice.forEach(sentence -> table.line("  " + sentence));
  }

  private static void notes(Table table, PartitionForecast forecast) {
    table.line(
        "  overhead: halo rows for each batch row, in random batches of seed " + HaloSample.SEED);
    if (!forecast.batches().stream().allMatch(BatchForecast::isCounted)) {
      table.line("  <= is an upper bound from the halos of single parts: too many to count here");
    }
    table.line("  one step: working memory, on the device or off the heap");
    table.line("  in all: with the host's, an evaluation's, and that of Java itself");
  }

  private static String line(BatchForecast batch) {
    return String.format(
        Locale.ROOT,
        "  %10d %6d %,12d %12s %9s %11s %11s",
        batch.batchParts(),
        batch.steps(),
        batch.batchRows(),
        most(batch, "%,d", batch.haloRows()),
        most(batch, "%.2f", batch.overhead()),
        Table.bytes(batch.stepBytes()),
        Table.bytes(batch.totalBytes()));
  }

  private static String most(BatchForecast batch, String format, Number value) {
    return (batch.isCounted() ? "" : "<= ") + String.format(Locale.ROOT, format, value);
  }

  private static String range(Range range) {
    return String.format(
        Locale.ROOT, "min %,d, median %,d, max %,d", range.min(), range.median(), range.max());
  }
}
