package org.gnnautoscale.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Subgraphs that together cover the graph, in part order, to be gone through again and again.
 *
 * <p>Those of a small graph are made once and kept, on the Java heap. Of a larger one that would be
 * a second copy of all its structure: there each is made anew while the one before it is computed.
 *
 * <p>Owns the loader, whose announced batches it takes the place of, until {@link #close}. For one
 * thread.
 */
public final class Chunks implements AutoCloseable {

  private final BatchLoader loader;
  private final List<int[]> unions;
  private final List<Subgraph> kept = new ArrayList<>();

  /** Takes one chunk; it is valid during the call only. */
  @FunctionalInterface
  public interface Visitor {

    /** Computes something for a chunk. */
    void visit(Subgraph chunk) throws IOException, InterruptedException;
  }

  private Chunks(BatchLoader loader, List<int[]> unions) {
    this.loader = loader;
    this.unions = unions;
  }

  /**
   * Chunks with a loader of their own.
   *
   * @param messages what the model needs
   * @param nodes most nodes of one, unless a single part has more
   */
  public static Chunks of(GraphData graph, Messages messages, long nodes)
      throws InterruptedException {
    BatchLoader loader = new BatchLoader(graph, messages, 0);
    try {
      return loader.chunks(nodes);
    } catch (InterruptedException | RuntimeException | Error e) {
      loader.close();
      throw e;
    }
  }

  /** Chunks that are made when they are needed. */
  static Chunks streamed(BatchLoader loader, List<int[]> unions) {
    return new Chunks(loader, unions);
  }

  /** Chunks that are made once. */
  static Chunks kept(BatchLoader loader, List<int[]> unions) throws InterruptedException {
    Chunks chunks = new Chunks(loader, unions);
    for (int[] union : unions) {
      chunks.kept.add(loader.fixed(union));
    }
    return chunks;
  }

  /** Number of chunks. */
  public int size() {
    return unions.size();
  }

  /**
   * Goes through all of them, from the first.
   *
   * @param ahead hears of each chunk before it is visited, most often while the one before it is;
   *     on any thread
   */
  public void each(Content content, Consumer<Subgraph> ahead, Visitor visitor)
      throws IOException, InterruptedException {
    kept.stream().limit(1).forEach(ahead);
    for (int i = 0; i < kept.size(); i++) {
      if (i + 1 < kept.size()) {
        ahead.accept(kept.get(i + 1));
      }
      visitor.visit(kept.get(i));
    }
    if (kept.isEmpty()) {
      loader.forget();
      loader.announce(unions, content, ahead);
      for (int i = 0; i < unions.size(); i++) {
        visitor.visit(loader.next());
      }
    }
  }

  /** Ends the loader: nobody hears of a chunk any more. */
  @Override
  public void close() {
    loader.close();
  }
}
