package org.gnnautoscale.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of computing threads, the caller's among them.
 *
 * <p>Work is cut into pieces whose bounds depend on its size alone; the threads take one piece
 * after the other. Who computes a piece is left to chance, what it computes is not: results are the
 * same with any number of threads. A single piece is computed at once by the caller, so small
 * graphs wake nobody.
 *
 * <p>An idle thread looks for work for some microseconds before it sleeps, which is longer than the
 * pause between two kernels of a step. One thread calls {@link #run} at a time.
 */
public final class Pool implements AutoCloseable {

  /** About 50 us: waking a sleeping thread takes as long. */
  private static final int SPINS = 2_000;

  private final List<Worker> workers = new ArrayList<>();
  private volatile @Nullable Job current;
  private volatile boolean closed;

  /** Computes elements {@code from} up to but without {@code to}. */
  @FunctionalInterface
  public interface Range {

    /** Computes one piece. */
    void compute(long from, long to);
  }

  /** A pool of {@code threads} threads, at least 1; the caller is one of them. */
  public Pool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    for (int i = 1; i < threads; i++) {
      Worker worker = new Worker("gas-engine-" + i);
      workers.add(worker);
      worker.start();
    }
  }

  /** Number of threads, the caller's among them. */
  public int threads() {
    return workers.size() + 1;
  }

  /** Computes elements 0 up to but without {@code n}, in pieces of {@code piece}. */
  public void run(long n, long piece, Range range) {
    int pieces = pieces(n, piece);
    run(pieces, i -> range.compute(i * piece, Math.min(n, (i + 1) * piece)));
  }

  /** Number of pieces that {@link #run(long, long, Range)} makes. */
  public static int pieces(long n, long piece) {
    return Math.toIntExact((n + piece - 1) / piece);
  }

  /** Computes pieces 0 up to but without {@code pieces}; returns when all are done. */
  public void run(int pieces, IntConsumer piece) {
    if (pieces <= 1 || workers.isEmpty()) {
      for (int i = 0; i < pieces; i++) {
        piece.accept(i);
      }
      return;
    }
    Job job = new Job(pieces, piece);
    current = job;
    int helpers = Math.min(workers.size(), pieces - 1);
    for (int i = 0; i < helpers; i++) {
      workers.get(i).wake();
    }
    job.work();
    job.await();
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  private static final class Job {

    private final int pieces;
    private final IntConsumer piece;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int pieces, IntConsumer piece) {
      this.pieces = pieces;
      this.piece = piece;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
        try {
          piece.accept(i);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          done.incrementAndGet();
        }
      }
    }

    // a piece lasts some 50 us, so the wait is over before a sleep would be
    @SuppressWarnings("ThreadPriorityCheck")
    void await() {
      for (int spins = 0; done.get() < pieces; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      Throwable thrown = failure;
      if (thrown != null) {
        throw new IllegalStateException("a computing thread failed", thrown);
      }
    }
  }

  private final class Worker extends Thread {

    private volatile boolean asleep;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      Job last = null;
      while (!closed) {
        Job job = awaitAfter(last);
        if (job != null) {
          job.work();
        }
        last = job;
      }
    }

    private @Nullable Job awaitAfter(@Nullable Job last) {
      for (int spins = 0; current == last && !closed; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          asleep = true;
          if (current == last && !closed) {
            LockSupport.park(this);
          }
          asleep = false;
        }
      }
      return current;
    }
  }
}
