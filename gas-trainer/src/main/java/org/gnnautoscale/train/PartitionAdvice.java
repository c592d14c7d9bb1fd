package org.gnnautoscale.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gnnautoscale.store.Manifest;

/**
 * What to change in a partition or in the batches, by rules of thumb.
 *
 * <p>The limits are chosen, not measured: beyond {@value #MOST_OVERHEAD} halo rows a row a step
 * pulls far more than it computes; batches of parts of more than {@value #MOST_NODES} nodes are
 * less random, and parts of fewer than {@value #FEWEST_NODES} are mostly halo. A fifth of the
 * memory is left to the system.
 */
public final class PartitionAdvice {

  private static final int MOST_OVERHEAD = 3;
  private static final int MOST_NODES = 10_000;
  private static final int FEWEST_NODES = 50;
  private static final double MOST_MEMORY = 0.8;
  private static final double MOST_BALANCE = 1.1;

  /** Nodes of a part where new ones are proposed: in the middle of what the guide recommends. */
  private static final int GOOD_LARGE = 2_000;

  private static final int GOOD_SMALL = 500;

  private final Manifest manifest;
  private final PartitionForecast forecast;
  private final long memory;
  private final BatchForecast chosen;
  private final List<String> advice = new ArrayList<>();

  private PartitionAdvice(Manifest manifest, PartitionForecast forecast, long memory) {
    this.manifest = manifest;
    this.forecast = forecast;
    this.memory = memory;
    this.chosen = forecast.chosen();
  }

  /**
   * Applies all rules.
   *
   * @param memory bytes of the machine that will train
   * @return at least one sentence
   */
  public static List<String> of(Manifest manifest, PartitionForecast forecast, long memory) {
    PartitionAdvice rules = new PartitionAdvice(manifest, forecast, memory);
    rules.sizeOfParts();
    rules.balance();
    rules.overhead();
    rules.memory();
    if (rules.advice.isEmpty()) {
      rules.say("keep --parts %d and %s: no rule speaks against them", rules.parts(), rules.size());
    }
    return List.copyOf(rules.advice);
  }

  private void sizeOfParts() {
    long nodes = manifest.graph().nodes();
    long mean = meanNodes();
    if (mean > MOST_NODES) {
      say(
          "parts have %,d nodes on average, more than %,d: more and smaller ones mix better, e.g. --parts %d",
          mean, MOST_NODES, (nodes + GOOD_LARGE - 1) / GOOD_LARGE);
    }
    long fewer = Math.max(4, nodes / GOOD_SMALL);
    if (mean < FEWEST_NODES && fewer < parts()) {
      say(
          "parts have %d nodes on average, fewer than %d: fewer and larger ones have less halo, e.g. --parts %d",
          mean, FEWEST_NODES, fewer);
    }
  }

  private void balance() {
    double balance = manifest.cut().balance();
    if (balance > MOST_BALANCE) {
      say(
          "the largest part is %.2f times the average, more than %.1f: steps differ in time and memory; try a smaller --imbalance or fewer --parts",
          balance, MOST_BALANCE);
    }
  }

  private void overhead() {
    if (chosen.overhead() <= MOST_OVERHEAD) {
      return;
    }
    String found =
        String.format(
            Locale.ROOT,
            "%s pulls %s halo rows for each row of a batch, more than %d",
            size(),
            pulls(chosen),
            MOST_OVERHEAD);
    Optional<BatchForecast> larger =
        forecast.batches().stream()
            .filter(batch -> batch.batchParts() > chosen.batchParts())
            .filter(batch -> batch.overhead() <= MOST_OVERHEAD && fits(batch))
            .findFirst();
    if (larger.isPresent()) {
      BatchForecast batch = larger.get();
      say("%s: batchParts=%d pulls %s", found, batch.batchParts(), pulls(batch));
    } else if (meanNodes() <= MOST_NODES && parts() > 1) {
      say("%s: use fewer and larger parts, e.g. --parts %d", found, Math.max(1, parts() / 4));
    } else {
      say("%s: use more parts a batch", found);
    }
    if ("random".equals(manifest.settings().get("method"))) {
      say("the parts are random: those of --method metis have less halo");
    }
  }

  private void memory() {
    if (fits(chosen)) {
      return;
    }
    String found =
        String.format(
            Locale.ROOT,
            "%s needs %s, more than %.0f %% of the %s of this machine",
            size(),
            gib(chosen.totalBytes()),
            100 * MOST_MEMORY,
            gib(memory));
    Optional<BatchForecast> smaller =
        forecast.batches().stream()
            .filter(batch -> batch.batchParts() < chosen.batchParts() && fits(batch))
            .reduce((first, second) -> second);
    if (smaller.isPresent()) {
      BatchForecast batch = smaller.get();
      say("%s: batchParts=%d needs %s", found, batch.batchParts(), gib(batch.totalBytes()));
    } else if (chosen.hostBytes() > MOST_MEMORY * memory) {
      say(
          "%s, and no batch is small enough: features, structure and histories alone are %s; take a larger machine, or fewer layers or a smaller hidden",
          found, gib(chosen.hostBytes()));
    } else {
      say("%s: use more and smaller parts, e.g. --parts %d", found, 2L * parts());
    }
  }

  private boolean fits(BatchForecast batch) {
    return batch.totalBytes() <= MOST_MEMORY * memory;
  }

  private String size() {
    String given = forecast.config().batchParts() == 0 ? " (the default)" : "";
    return "batchParts=%d%s".formatted(chosen.batchParts(), given);
  }

  private static String pulls(BatchForecast batch) {
    return String.format(
        Locale.ROOT, batch.isCounted() ? "%.2f" : "at most %.2f", batch.overhead());
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }

  private int parts() {
    return forecast.parts();
  }

  private long meanNodes() {
    return manifest.graph().nodes() / parts();
  }

  private void say(String format, Object... values) {
    advice.add(String.format(Locale.ROOT, format, values));
  }
}
