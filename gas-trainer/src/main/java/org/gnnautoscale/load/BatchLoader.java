package org.gnnautoscale.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares subgraphs ahead of their use: while a step computes, the next one's is made.
 *
 * <p>Two subgraphs take turns, so that their arrays are made once: one is computed on, and the next
 * one fills the other. Owns a thread, a table of the graph's nodes, and features copied from disk
 * until {@link #close}; borrows the graph. For one caller.
 */
public final class BatchLoader implements AutoCloseable {

  /** Nodes and arcs that are relabelled faster than another thread wakes up: some 100 us. */
  private static final long SMALL = 1 << 14;

  /** Nodes, arcs and sparse features whose chunks are kept: up to some 100 MB on the heap. */
  public static final long KEPT = 1 << 23;

  private final GraphData graph;
  private final SubgraphBuilder builder;
  private final BatchRoom[] rooms = {BatchRoom.ofManyBatches(), BatchRoom.ofManyBatches()};
  private final ExecutorService thread;
  private final Deque<Wanted> waiting = new ArrayDeque<>();
  private @Nullable FutureTask<BatchRoom> prepared;
  private int turn;
  private long workNanos;

  /** A batch to be prepared. */
  private static final class Wanted {

    final int[] parts;
    final Content content;
    final Consumer<Subgraph> ready;

    Wanted(int[] parts, Content content, Consumer<Subgraph> ready) {
      this.parts = parts;
      this.content = content;
      this.ready = ready;
    }
  }

  /**
   * Batches of a graph.
   *
   * @param messages what the model needs
   * @param split whose training nodes are marked
   */
  public BatchLoader(GraphData graph, Messages messages, int split) {
    this.graph = graph;
    this.builder = new SubgraphBuilder(graph, messages, split);
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("gas-loader").unstarted(work));
  }

  /** Says of which parts, ascending, the next batches are, after those said before. */
  public void announce(List<int[]> unions) {
    announce(unions, batch -> {});
  }

  /**
   * The same.
   *
   * @param ready hears of each batch as soon as it is prepared, on any thread: what a step will
   *     read can be asked for
   */
  public void announce(List<int[]> unions, Consumer<Subgraph> ready) {
    announce(unions, Content.ALL, ready);
  }

  /** The same, for batches that may do without features. */
  void announce(List<int[]> unions, Content content, Consumer<Subgraph> ready) {
    unions.forEach(parts -> waiting.add(new Wanted(parts, content, ready)));
    if (prepared == null) {
      prepareNext();
    }
  }

  /** Forgets what was announced and not taken, and whatever kept it from being prepared. */
  public void forget() throws InterruptedException {
    waiting.clear();
    if (prepared != null) {
      prepared.run(); // does nothing if the other thread has begun
      awaitEnd(prepared);
      prepared = null;
    }
  }

  private static void awaitEnd(Future<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      // nobody asked for the batch: who does will hear of it
    }
  }

  /** The next batch that was announced, valid until the next call: the one before it is not. */
  public Subgraph next() throws InterruptedException {
    FutureTask<BatchRoom> current =
        Objects.requireNonNull(prepared, "no further batch has been announced");
    current.run(); // does nothing if the other thread has begun
    BatchRoom room = result(current);
    workNanos += room.workNanos;
    prepareNext();
    return room.subgraph;
  }

  /** A subgraph that is made once and stays valid. */
  public Subgraph fixed(List<Integer> parts) throws InterruptedException {
    return fixed(parts.stream().mapToInt(Integer::intValue).toArray());
  }

  Subgraph fixed(int[] parts) throws InterruptedException {
    Wanted wanted = new Wanted(parts, Content.ALL, batch -> {});
    return result(thread.submit(() -> build(wanted, null, BatchRoom.ofOneBatch()))).subgraph;
  }

  /**
   * Subgraphs that cover the graph, in part order and with few nodes each; they close the loader.
   *
   * @param nodes most nodes of one, unless a single part has more
   */
  public Chunks chunks(long nodes) throws InterruptedException {
    return chunks(nodes, KEPT);
  }

  /**
   * The same.
   *
   * @param kept nodes, arcs and sparse features of a graph up to which its chunks are made once
   */
  public Chunks chunks(long nodes, long kept) throws InterruptedException {
    List<int[]> unions = graph.unions(nodes);
    return graph.size() <= kept ? Chunks.kept(this, unions) : Chunks.streamed(this, unions);
  }

  /**
   * Seconds, of any thread, that preparing batches took: those that {@link #next} gave so far, not
   * those that wait to be taken.
   */
  public double workSeconds() {
    return workNanos / 1e9;
  }

  /** Ends the thread and gives the table's memory back. */
  @Override
  public void close() {
    thread.close();
    builder.close();
    for (BatchRoom room : rooms) {
      room.close();
    }
  }

  private void prepareNext() {
    Wanted wanted = waiting.poll();
    if (wanted == null) {
      prepared = null;
      return;
    }
    Wanted after = waiting.peek();
    BatchRoom into = rooms[turn];
    turn = 1 - turn;
    prepared = new FutureTask<>(() -> build(wanted, after, into));
    if (graph.size(wanted.parts) > SMALL) {
      thread.execute(prepared);
    }
  }

  private BatchRoom build(Wanted wanted, @Nullable Wanted after, BatchRoom into) {
    long start = System.nanoTime();
    builder.build(wanted.parts, wanted.content, into);
    wanted.ready.accept(into.subgraph);
    if (after != null) {
      builder.ask(after.parts);
    }
    into.workNanos = System.nanoTime() - start;
    return into;
  }

  private static BatchRoom result(Future<BatchRoom> future) throws InterruptedException {
    if (Thread.interrupted()) { // a future that is done does not look
      throw new InterruptedException("interrupted while a batch was prepared");
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be prepared", e.getCause());
    }
  }
}
