package org.gnnautoscale.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Prepares subgraphs ahead of their use: while a step computes, the next one's is made.
 *
 * <p>Two subgraphs take turns, so that their arrays are made once. Owns a thread and a table of the
 * graph's nodes until {@link #close}; borrows the graph. For one caller.
 */
public final class BatchLoader implements AutoCloseable {

  /** Nodes and arcs that are relabelled faster than another thread wakes up: some 100 us. */
  private static final long SMALL = 1 << 14;

  private final GraphData graph;
  private final SubgraphBuilder builder;
  private final Subgraph[] slots = {new Subgraph(), new Subgraph()};
  private final ExecutorService thread;
  private final Deque<int[]> waiting = new ArrayDeque<>();
  private @Nullable FutureTask<Subgraph> prepared;
  private int slot;

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
    waiting.addAll(unions);
    if (prepared == null) {
      prepareNext();
    }
  }

  /** Forgets what was announced and not taken. */
  public void forget() throws InterruptedException {
    waiting.clear();
    if (prepared != null) {
      prepared.run(); // does nothing if the other thread has begun
      result(prepared);
      prepared = null;
    }
  }

  /** The next batch that was announced; the one before it stays valid until the next call. */
  public Subgraph next() throws InterruptedException {
    FutureTask<Subgraph> current =
        Objects.requireNonNull(prepared, "no further batch has been announced");
    current.run(); // does nothing if the other thread has begun
    Subgraph subgraph = result(current);
    prepareNext();
    return subgraph;
  }

  /** A subgraph that is made once and stays valid. */
  public Subgraph fixed(List<Integer> parts) throws InterruptedException {
    int[] union = parts.stream().mapToInt(Integer::intValue).toArray();
    return result(thread.submit(() -> build(union, new Subgraph())));
  }

  /**
   * Subgraphs that cover the graph, in part order and with few nodes each.
   *
   * @param nodes most nodes of one, unless a single part has more
   */
  public List<Subgraph> chunks(long nodes) throws InterruptedException {
    List<Subgraph> chunks = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    long sum = 0;
    for (int part = 0; part < graph.numParts(); part++) {
      if (!parts.isEmpty() && sum + graph.nodesOf(part) > nodes) {
        chunks.add(fixed(parts));
        parts.clear();
        sum = 0;
      }
      parts.add(part);
      sum += graph.nodesOf(part);
    }
    chunks.add(fixed(parts));
    return chunks;
  }

  /** Ends the thread and gives the table's memory back. */
  @Override
  public void close() {
    thread.close();
    builder.close();
  }

  private void prepareNext() {
    int[] parts = waiting.poll();
    if (parts == null) {
      prepared = null;
      return;
    }
    Subgraph into = slots[slot];
    slot = 1 - slot;
    prepared = new FutureTask<>(() -> build(parts, into));
    if (graph.size(parts) > SMALL) {
      thread.execute(prepared);
    }
  }

  private Subgraph build(int[] parts, Subgraph into) {
    builder.build(parts, into);
    return into;
  }

  private static Subgraph result(Future<Subgraph> future) throws InterruptedException {
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
