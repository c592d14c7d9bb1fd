package org.gnnautoscale.graph;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share loops over nodes.
 *
 * <p>A loop is cut into chunks whose size the caller fixes, never by the number of threads: what a
 * chunk computes can then be the same on every machine. Chunks are claimed one by one, so that a
 * hub holds up one chunk only. Loops nest: a body may start loops, or {@link #both} halves of a
 * task, of its own.
 *
 * <p>Owns its threads until {@link #close}.
 */
public final class Workers implements AutoCloseable {

  /** Part of a loop. */
  @FunctionalInterface
  public interface Chunk {

    /**
     * Handles the rows {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param slot 0..{@link #threads}-1; no two chunks of one loop run at once with the same slot,
     *     so scratch memory can be kept per slot
     */
    void run(int slot, int from, int to);
  }

  private final int threads;
  private final @Nullable ForkJoinPool pool;

  private Workers(int threads) {
    this.threads = threads;
    this.pool = threads == 1 ? null : new ForkJoinPool(threads);
  }

  /**
   * Starts workers.
   *
   * @param threads how many, 0 for one a core
   */
  public static Workers of(int threads) {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, got " + threads);
    }
    return new Workers(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  /** How many threads share a loop. */
  public int threads() {
    return threads;
  }

  /** Runs {@code body} over 0..rows-1 in chunks of {@code size} rows, and waits for all of them. */
  public void loop(int rows, int size, Chunk body) {
    int chunks = (int) (((long) rows + size - 1) / size);
    int slots = Math.min(threads, chunks);
    if (slots <= 1) {
      for (int c = 0; c < chunks; c++) {
        body.run(0, c * size, end(c, size, rows));
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    run(slots, slot -> claim(next, chunks, size, rows, slot, body));
  }

  /** Runs both tasks, at the same time where a thread is free, and waits for them. */
  public void both(Runnable first, Runnable second) {
    if (pool == null) {
      first.run();
      second.run();
      return;
    }
    run(2, slot -> (slot == 0 ? first : second).run());
  }

  /** Stops the threads. */
  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** Runs a task on every slot; the first failure is thrown as it is, not in a wrapper. */
  private void run(int slots, SlotTask task) {
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    Slots action =
        new Slots(
            0,
            slots,
            slot -> {
              try {
                task.run(slot);
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
              }
            });
    if (pool == null || RecursiveAction.getPool() == pool) {
      Void unused = action.invoke();
    } else {
      Void unused = pool.invoke(action);
    }
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  private static void claim(
      AtomicInteger next, int chunks, int size, int rows, int slot, Chunk body) {
    for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
      body.run(slot, c * size, end(c, size, rows));
    }
  }

  private static int end(int chunk, int size, int rows) {
    return (int) Math.min(rows, (chunk + 1L) * size);
  }

  /** What is done once for each slot. */
  private interface SlotTask {
    void run(int slot);
  }

  /** Forks one task a slot. */
  private static final class Slots extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final int from;
    private final int to;
    private final transient SlotTask task;

    Slots(int from, int to, SlotTask task) {
      this.from = from;
      this.to = to;
      this.task = task;
    }

    @Override
    protected void compute() {
      if (to - from == 1) {
        task.run(from);
        return;
      }
      int middle = (from + to) >>> 1;
      invokeAll(new Slots(from, middle, task), new Slots(middle, to, task));
    }
  }
}
