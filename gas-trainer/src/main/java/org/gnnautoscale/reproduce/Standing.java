package org.gnnautoscale.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.train.Spread;
import org.jspecify.annotations.Nullable;

/**
 * How far an experiment is: which runs are finished, and which kept ones do not count.
 *
 * @param experiment that is asked about
 * @param runs it is to have at least
 * @param finished runs, by seed; those beyond {@code runs} count too
 * @param refused why other kept runs do not count, and how many for each reason
 */
public record Standing(
    Experiment experiment, int runs, List<KeptRun> finished, Map<String, Integer> refused) {

  /** Copies the list, and the map in its order. */
  public Standing {
    finished = List.copyOf(finished);
    refused = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }

  /**
   * Reads every file of an experiment.
   *
   * @param output directory of all tables
   * @param expected what is trained on, if that is known
   */
  public static Standing read(
      Experiment experiment, int runs, Path output, @Nullable Source expected) throws IOException {
    RunFiles files = new RunFiles(experiment.directory(output));
    List<KeptRun> finished = new ArrayList<>();
    Map<String, Integer> refused = new LinkedHashMap<>();
    for (long seed : files.seeds()) {
      Optional<String> reason;
      try {
        KeptRun run = files.read(seed);
        reason = refusal(run, seed, experiment, expected);
        if (reason.isEmpty()) {
          finished.add(run);
        }
      } catch (BadDataException e) { // the cure is to train it again
        reason = e.getMessage().lines().findFirst();
      }
      reason.ifPresent(why -> refused.merge(why, 1, Integer::sum));
    }
    return new Standing(experiment, runs, finished, refused);
  }

  /**
   * Reads the file of one seed: the run, if there is one by now that counts.
   *
   * @param output directory of all tables
   * @param expected what is trained on
   */
  static Optional<KeptRun> kept(Experiment experiment, long seed, Path output, Source expected)
      throws IOException {
    try {
      KeptRun run = new RunFiles(experiment.directory(output)).read(seed);
      return refusal(run, seed, experiment, expected).isEmpty()
          ? Optional.of(run)
          : Optional.empty();
    } catch (BadDataException e) { // there is none, or it is damaged
      return Optional.empty();
    }
  }

  private static Optional<String> refusal(
      KeptRun run, long seed, Experiment experiment, @Nullable Source expected) {
    return run.outcome().seed() == seed
        ? run.differenceFrom(experiment, expected)
        : Optional.of("it is of seed %d".formatted(run.outcome().seed()));
  }

  /** The same, as if no run had been kept. */
  public Standing anew() {
    return new Standing(experiment, runs, List.of(), refused);
  }

  /** Seeds that are to be trained. */
  public List<Long> missing() {
    List<Long> seeds = seeds();
    return LongStream.rangeClosed(1, runs).filter(seed -> !seeds.contains(seed)).boxed().toList();
  }

  /** Seeds that are finished. */
  public List<Long> seeds() {
    return finished.stream().map(run -> run.outcome().seed()).toList();
  }

  /** Test metric of the finished runs. */
  public Spread test() {
    return test(seeds());
  }

  /** Test metric of some of them. */
  Spread test(List<Long> seeds) {
    return new Spread(
        finished.stream()
            .filter(run -> seeds.contains(run.outcome().seed()))
            .map(run -> run.outcome().test())
            .toList());
  }

  /** Time that the finished runs took. */
  public double seconds() {
    return finished.stream().mapToDouble(run -> run.outcome().seconds()).sum();
  }
}
