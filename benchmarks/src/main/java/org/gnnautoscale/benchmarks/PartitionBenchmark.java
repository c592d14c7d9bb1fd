package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.partition.PartitionOptions;

/**
 * Cuts and seconds beside those of gpmetis: in turn, on the same graph, for the same number of
 * parts, imbalance and seeds.
 *
 * <p>Seconds are gpmetis's own word on its partitioning, and ours of later calls in one JVM;
 * reading the graph is in neither. Rows that are done are kept in a file, so that a stopped table
 * goes on.
 */
public final class PartitionBenchmark {

  private static final long WARM_UP_NANOS = 4_000_000_000L;
  private static final double IMBALANCE = 0.03;
  private static final double LIGHTEST = 0.5;
  private static final double MOST_HALO = 1.03;

  private static final String HEAD =
      """
                          median cut or halo      |        seconds                 | balance        | new process, s, MiB
      graph:parts      gpmetis       ours  ratio  |  gpmetis     ours  ratio       | most   least   |  ours  ours gpmetis\
      """;

  private final Path work;
  private final Path rows;
  private final Objective objective;

  private PartitionBenchmark(Path work, Objective objective) {
    this.work = work;
    this.rows = work.resolve(objective + "-rows.txt");
    this.objective = objective;
  }

  /**
   * Takes a directory to work in, one with data, the objective, and names of cases; without names,
   * all.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(arguments[0]));
    List<String> names = List.of(arguments).subList(3, arguments.length);
    new PartitionBenchmark(work, Objective.parse(arguments[2]))
        .run(PartitionCase.all(arguments[1]), names);
  }

  private void run(List<PartitionCase> cases, List<String> names)
      throws IOException, InterruptedException {
    System.out.println(HEAD);
    List<String> done =
        names.isEmpty() && Files.exists(rows) ? Files.readAllLines(rows) : List.of();
    for (PartitionCase each : cases) {
      if (names.isEmpty() || names.contains(each.graph()) || names.contains(each.name())) {
        String row = finished(done, each);
        System.out.println(row.isEmpty() ? measured(each) : row);
      }
    }
  }

  private static String finished(List<String> rows, PartitionCase each) {
    return rows.stream().filter(row -> row.startsWith(each.name() + " ")).findFirst().orElse("");
  }

  private String measured(PartitionCase each) throws IOException, InterruptedException {
    CsrGraph graph = each.source().graph();
    int parts = each.parts();
    Path file = work.resolve(each.graph() + ".graph");
    Gpmetis gpmetis = Gpmetis.on(graph, file);
    PartitionSample theirs = new PartitionSample();
    PartitionSample ours = new PartitionSample();
    warmUp(graph, parts);
    double mebibytes = 0;
    for (int seed = 1; seed <= each.seeds(); seed++) {
      Gpmetis.Outcome outcome = gpmetis.run(parts, seed, objective == Objective.HALO);
      theirs.add(graph, outcome.part, parts, outcome.seconds);
      mebibytes = Math.max(mebibytes, outcome.mebibytes);
      long start = System.nanoTime();
      int[] part = partition(graph, parts, seed);
      ours.add(graph, part, parts, (System.nanoTime() - start) / 1e9);
    }
    if (ours.balance() > 1 + IMBALANCE || ours.smallest() < LIGHTEST) {
      throw new AssertionError(
          "%s: balance %.4f, smallest %.4f"
              .formatted(each.name(), ours.balance(), ours.smallest()));
    }
    PartitionFile.Outcome fresh = PartitionFile.inNewProcess(file, parts);
    String row = row(each, theirs, ours, fresh, mebibytes);
    Files.writeString(rows, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.delete(file);
    return row;
  }

  /** Calls until the compiler has had its time. */
  private void warmUp(CsrGraph graph, int parts) {
    long start = System.nanoTime();
    for (int i = 0; i == 0 || System.nanoTime() - start < WARM_UP_NANOS; i++) {
      int[] unused = partition(graph, parts, i);
    }
  }

  private int[] partition(CsrGraph graph, int parts, long seed) {
    PartitionOptions options =
        PartitionOptions.of(parts)
            .withSeed(seed)
            .withImbalance(IMBALANCE)
            .withThreads(2)
            .withObjective(objective);
    return new MultilevelKWay(options).partition(graph);
  }

  private String row(
      PartitionCase each,
      PartitionSample theirs,
      PartitionSample ours,
      PartitionFile.Outcome fresh,
      double mebibytes) {
    boolean halo = objective == Objective.HALO;
    double our = halo ? ours.medianHalo() : ours.medianCut();
    double their = halo ? theirs.medianHalo() : theirs.medianCut();
    double cut = our / their;
    double cutAim = halo ? MOST_HALO : each.cutAim();
    double timeAim = halo ? 1 : each.timeAim();
    double time = ours.medianSeconds() / theirs.medianSeconds();
    double later = ours.medianSeconds() - theirs.medianSeconds();
    boolean fast = time <= timeAim || (timeAim == 1 && later <= 0.05);
    return ("%-13s %10.0f %10.0f  %5.3f%s | %8.3f %8.3f  %5.2f%s | %6.3f %6.3f |"
            + " %6.2f %5d %5.0f")
        .formatted(
            each.name(),
            their,
            our,
            cut,
            aim(cut <= cutAim, cutAim),
            theirs.medianSeconds(),
            ours.medianSeconds(),
            time,
            aim(fast, timeAim),
            ours.balance(),
            ours.smallest(),
            fresh.seconds(),
            fresh.mebibytes(),
            mebibytes);
  }

  private static String aim(boolean reached, double aim) {
    return reached ? "      " : " >%4.2f".formatted(aim);
  }
}
