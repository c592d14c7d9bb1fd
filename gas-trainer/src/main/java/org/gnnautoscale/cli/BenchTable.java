package org.gnnautoscale.cli;

import java.util.Locale;
import org.gnnautoscale.bench.BenchReport;
import org.gnnautoscale.bench.KernelShare;
import org.gnnautoscale.bench.ModelReport;
import org.gnnautoscale.bench.Phase;

/** Distance of training from the limits of the machine, in words. */
final class BenchTable {

  /** Kernels that take less of an epoch are put together. */
  private static final double SMALL = 0.005;

  private final Table table = new Table();

  private BenchTable() {}

  static Table of(BenchReport report) {
    BenchTable bench = new BenchTable();
    bench.machine(report);
    report.models().forEach(bench::model);
    return bench.table;
  }

  private void machine(BenchReport report) {
    table.row(
        "graph",
        "%s: %,d nodes, %,d edges, %,d parts"
            .formatted(report.dataset(), report.nodes(), report.edges(), report.parts()));
    table.row("threads", report.threads());
    table.row("GEMM rate", words("%.0f GFLOP/s", report.gemmRate() / 1e9));
    table.row("copy bandwidth", words("%.1f GB/s, read + write", report.copyBandwidth() / 1e9));
    table.line("bound: least time that this machine needs for the same kernels");
  }

  private void model(ModelReport model) {
    table.line("");
    table.line(model.model().model() + " " + model.model().settings());
    table.row(
        "halo / batch",
        words(
            "%.2f (%,.0f rows of batches in an epoch)",
            (double) model.haloRows() / model.rows(), (double) model.rows()));
    phase("epoch", model.training());
    kernels(model.training(), model.waitSeconds());
    line("history (of halo) and waiting", model.historySeconds(), 0, model.training().seconds());
    phase("evaluation", model.evaluation());
    kernels(model.evaluation(), 0);
  }

  private void phase(String name, Phase phase) {
    table.row(
        name,
        words(
            "%s, bound %s, ratio %.2f",
            Table.seconds(phase.seconds()), Table.seconds(phase.bound()), phase.ratio()));
  }

  private void kernels(Phase phase, double wait) {
    double seconds = 0;
    double bound = 0;
    for (KernelShare kernel : phase.kernels()) {
      if (kernel.seconds() >= SMALL * phase.seconds()) {
        table.line(line(kernel, phase.seconds()));
      } else {
        seconds += kernel.seconds();
        bound += kernel.bound();
      }
    }
    line("other kernels", seconds, bound, phase.seconds());
    if (wait > 0) {
      line("waiting for batches", wait, 0, phase.seconds());
    }
    line("outside of kernels", phase.rest() - wait, 0, phase.seconds());
  }

  private void line(String name, double seconds, double bound, double all) {
    table.line(
        words("  %-32s %8.2f ms %5.1f %%", name, 1e3 * seconds, 100 * seconds / all)
            + (bound > 0 ? words("  ratio %.2f", bound / seconds) : ""));
  }

  private static String line(KernelShare kernel, double all) {
    String rate =
        kernel.flopsRate() > 0
            ? words("%6.0f GFLOP/s", kernel.flopsRate() / 1e9)
            : words("%6.1f GB/s", kernel.bytesRate() / 1e9);
    return words(
        "  %-32s %8.2f ms %5.1f %%  ratio %.2f %s",
        kernel.kernel(),
        1e3 * kernel.seconds(),
        100 * kernel.seconds() / all,
        kernel.ratio(),
        rate);
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
