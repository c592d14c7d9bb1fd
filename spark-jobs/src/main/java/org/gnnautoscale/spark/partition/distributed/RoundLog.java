package org.gnnautoscale.spark.partition.distributed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.gnnautoscale.spark.Steps;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts what tasks shuffle, round by round.
 *
 * <p>Jobs carry the number of their round as a local property; Spark's listener thread, which lags
 * behind, adds up by it. A round ends with an empty job: once its end has been heard, all before it
 * has been.
 */
final class RoundLog implements AutoCloseable {

  private static final String PROPERTY = "gas.round";
  private static final String MARKER = "end";
  private static final long PATIENCE_MILLIS = 10_000;

  private final JavaSparkContext context;
  private final Traffic traffic;
  private final Steps steps;
  private final Counter counter = new Counter();
  private final List<Round> rounds = new ArrayList<>();
  private long begun;
  private long sentBefore;

  RoundLog(Traffic traffic, Steps steps) {
    this.context = traffic.context();
    this.traffic = traffic;
    this.steps = steps;
    context.sc().addSparkListener(counter);
  }

  /** Begins a round: what is shuffled from now on is its. */
  void begin() {
    begun = System.nanoTime();
    sentBefore = traffic.broadcastBytes();
    context.setLocalProperty(PROPERTY, String.valueOf(rounds.size()));
  }

  /** Ends the round, and says what it cost. */
  void end(String phase, int number, Level level) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    context.setLocalProperty(PROPERTY, MARKER);
    long unused = context.parallelize(List.of(0), 1).count();
    context.setLocalProperty(PROPERTY, null);
    long[] shuffled = counter.awaitRound(rounds.size());
    Round round =
        new Round(
            phase,
            number,
            level.nodes(),
            level.arcs() / 2,
            seconds,
            shuffled[0],
            shuffled[1],
            traffic.broadcastBytes() - sentBefore);
    rounds.add(round);
    steps.say(round.toString());
  }

  /** All that have ended. */
  List<Round> rounds() {
    return List.copyOf(rounds);
  }

  @Override
  public void close() {
    context.setLocalProperty(PROPERTY, null);
    context.sc().removeSparkListener(counter);
  }

  /** Records and bytes of each round. */
  private static final class Counter extends SparkListener {

    private final Map<Integer, Integer> roundOfStage = new HashMap<>();
    private final Map<Integer, long[]> shuffled = new HashMap<>();
    private int marker = -1;
    private int ended;

    @Override
    public synchronized void onJobStart(SparkListenerJobStart event) {
      Properties properties = event.properties();
      String round = properties == null ? null : properties.getProperty(PROPERTY);
      if (MARKER.equals(round)) {
        marker = event.jobId();
      } else if (round != null) {
        int number = Integer.parseInt(round);
        CollectionConverters.asJava(event.stageIds())
            .forEach(stage -> roundOfStage.put((Integer) stage, number));
      }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
      Integer round = roundOfStage.get(event.stageId());
      @Nullable TaskMetrics metrics = event.taskMetrics();
      if (round != null && metrics != null) {
        long[] sums = shuffled.computeIfAbsent(round, any -> new long[2]);
        sums[0] += metrics.shuffleWriteMetrics().recordsWritten();
        sums[1] += metrics.shuffleWriteMetrics().bytesWritten();
      }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd event) {
      if (event.jobId() == marker) {
        ended++;
        notifyAll();
      }
    }

    /** Waits until a round's marker has come; without it, as on a busy driver, counts what came. */
    synchronized long[] awaitRound(int round) {
      long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      try {
        for (long left = PATIENCE_MILLIS; ended <= round && left > 0; ) {
          wait(left);
          left = (deadline - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return shuffled.getOrDefault(round, new long[2]);
    }
  }
}
