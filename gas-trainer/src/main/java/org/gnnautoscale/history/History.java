package org.gnnautoscale.history;

import java.io.IOException;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.RoundingError;
import org.gnnautoscale.engine.RoundingErrors;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.RowPages;
import org.gnnautoscale.memory.RowTable;

/**
 * The last embedding that one layer computed for each node of the graph.
 *
 * <p>A training step computes only the nodes of its batch. The rows of its <em>halo</em>, the nodes
 * one hop outside, are those that earlier steps pushed, mostly of this epoch or the one before. A
 * step thereby touches the batch and its halo alone, however deep the model is. Values are those
 * after the layer's activation and before any dropout.
 *
 * <pre>
 * rows  float32 or float16 [numNodes, width], row-major, in RAM off the heap, or in a file that is
 *       read as memory: 4 or 2 * numNodes * width bytes
 * </pre>
 *
 * <p>Owns its memory until {@link #close}. Not thread-safe: one trainer thread pushes and reads,
 * while another may let the system {@linkplain #willNeed read ahead}.
 *
 * @see <a href="https://arxiv.org/abs/2106.05609">Fey et al., GNNAutoScale, ICML 2021</a>
 */
public final class History implements AutoCloseable {

  private final Backing backing;
  private final Region memory;
  private final RowTable rows;
  private final RowPages pages;
  private final RoundingErrors rounding = new RoundingErrors();

  private History(Backing backing, Region memory, RowTable rows) {
    this.backing = backing;
    this.memory = memory;
    this.rows = rows;
    this.pages = new RowPages(backing, rows.segment());
  }

  /**
   * Allocates a history in RAM whose rows are all 0, stored as they are computed.
   *
   * @param numNodes nodes of the whole graph
   * @param width size of one embedding, in values
   */
  public static History zeros(long numNodes, int width) {
    return zeros(numNodes, width, HistoryType.FP32, Backing.RAM, new Region());
  }

  /**
   * Allocates a history whose rows are all 0.
   *
   * @throws IOException if it shall lie on a disk that has no room
   */
  static History zeros(long numNodes, int width, HistoryType type, Backing backing)
      throws IOException {
    Region memory = backing.region(type.bytes() * Math.multiplyExact(numNodes, (long) width));
    return zeros(numNodes, width, type, backing, memory);
  }

  /** Takes the region for itself, also if it has no room. */
  private static History zeros(
      long numNodes, int width, HistoryType type, Backing backing, Region memory) {
    try {
      return new History(backing, memory, type.zeros(numNodes, width, memory));
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /**
   * Overwrites the embeddings of a contiguous range of nodes.
   *
   * @param values one row a node
   * @param firstNode global id of the first
   * @throws IndexOutOfBoundsException if a node is not in the graph
   */
  public void push(Engine engine, Matrix values, long firstNode) {
    long end = Math.addExact(firstNode, values.rows());
    switch (rows) {
      case Matrix exact -> engine.gather(Rows.of(values), exact.rows(firstNode, end));
      case Halves halves -> engine.round(values, halves.rows(firstNode, end), rounding);
    }
  }

  /**
   * Rows of a batch, followed by those of its halo here; nothing is copied.
   *
   * @param halo global ids, of which the first {@code count} count
   */
  public Rows pull(Matrix batch, long[] halo, int count) {
    return Rows.of(batch, rows, halo, count);
  }

  /** Whether values are stored as they were computed. */
  public boolean isExact() {
    return rows instanceof Matrix;
  }

  /**
   * All rows, row i for the node of global id i.
   *
   * @throws IllegalStateException if values are not stored as they were computed
   */
  public Matrix rows() {
    if (rows instanceof Matrix exact) {
      return exact;
    }
    throw new IllegalStateException("a history of halves has no rows in single precision");
  }

  /** How far what was pushed is from what was stored. */
  RoundingError rounding() {
    return rounding.sum();
  }

  /** Lets the system read the rows of some nodes, if they are on disk; returns at once. */
  void willNeed(long[] nodes, int count) {
    if (backing.isOnDisk()) {
      pages.ask(nodes, count, rows.rowBytes());
    }
  }

  /** Size of one embedding, in values. */
  public int width() {
    return rows.cols();
  }

  /** Bytes that it takes. */
  public long bytes() {
    return rows.rows() * rows.rowBytes();
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    memory.close();
  }
}
