package org.gnnautoscale.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a job, one after the other: each names what the cluster does in our words, tells a
 * {@link Progress} how far it is, and is timed.
 *
 * <p>Begun and closed by the thread that runs Spark's actions; Spark's listener thread counts
 * tasks.
 */
public final class Steps implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 10_000;
  private static final long POLL_MILLIS = 20;

  private final SparkContext context;
  private final Progress progress;
  private final TaskCounter counter = new TaskCounter();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Listens to a session until closed. */
  public Steps(SparkSession session, Progress progress) {
    this.context = session.sparkContext();
    this.progress = progress;
    context.addSparkListener(counter);
  }

  /**
   * What a step does.
   *
   * @param <T> type of its result
   */
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Does a step whose progress is that of its tasks on the cluster. */
  public <T> T run(String name, Work<T> work) throws IOException {
    try (Step step = new Step(name, -1)) {
      counter.count(step.stage);
      return work.run();
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
      stopTasks(name);
      throw e;
    }
  }

  /** An interrupted driver leaves its job running: what tasks still write could not be swept. */
  private void stopTasks(String name) {
    if (context.isStopped()) {
      return;
    }
    context.cancelJobGroup(group(name));
    try {
      for (long waited = 0; waited < PATIENCE_MILLIS && hasRunningTasks(); waited += POLL_MILLIS) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasRunningTasks() {
    return Arrays.stream(context.statusTracker().getExecutorInfos())
        .anyMatch(executor -> executor.numRunningTasks() > 0);
  }

  private static String group(String name) {
    return "gas: " + name;
  }

  /** Does work on the driver, which tells the {@link #progress} itself how far it is. */
  public <T> T time(String name, Work<T> work) throws IOException {
    long begun = System.nanoTime();
    T result = work.run();
    add(name, begun);
    return result;
  }

  private void add(String name, long begun) {
    seconds.merge(name, (System.nanoTime() - begun) / 1e9, Double::sum);
  }

  /** Begins a step whose caller says how far it is. */
  public Step begin(String name, long total) {
    return new Step(name, total);
  }

  /** Says one line that stands. */
  public void say(String line) {
    progress.say(line);
  }

  /** Where work on the driver says how far it is. */
  public Progress progress() {
    return progress;
  }

  /** Of each step that is done, in order. */
  public Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  @Override
  public void close() {
    context.removeSparkListener(counter);
  }

  /** One step; closing it means that it is done. */
  public final class Step implements AutoCloseable {

    private final String name;
    private final Progress.Stage stage;
    private final long begun = System.nanoTime();

    private Step(String name, long total) {
      this.name = name;
      this.stage = progress.stage(name, total);
      // shown by the cluster's own pages; running tasks are not interrupted on a cancel, which can
      // make HDFS mark a data node as dead (HDFS-1208)
      context.setJobGroup(group(name), name, false);
    }

    /** Adds finished units of a step that its caller counts. */
    public void advance(long units) {
      stage.advance(units);
    }

    @Override
    public void close() {
      counter.count(null);
      context.clearJobGroup();
      stage.close();
      add(name, begun);
    }
  }

  /** Counts successful tasks alone, and none twice: speculation and retries run some again. */
  private static final class TaskCounter extends SparkListener {

    private final Map<Integer, Integer> tasksLeft = new HashMap<>();
    private Progress.@Nullable Stage stage;
    private long total;

    synchronized void count(Progress.@Nullable Stage next) {
      stage = next;
      total = 0;
      tasksLeft.clear();
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
      StageInfo info = event.stageInfo();
      if (stage != null && tasksLeft.putIfAbsent(info.stageId(), info.numTasks()) == null) {
        total += info.numTasks();
        stage.total(total);
      }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
      int left = tasksLeft.getOrDefault(event.stageId(), 0);
      if (stage != null && left > 0 && event.taskInfo().successful()) {
        tasksLeft.put(event.stageId(), left - 1);
        stage.advance(1);
      }
    }
  }
}
