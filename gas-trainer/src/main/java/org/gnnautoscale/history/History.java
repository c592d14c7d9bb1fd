package org.gnnautoscale.history;

import org.gnnautoscale.memory.Matrix;

/**
 * The last embedding that one layer computed for each node of the graph.
 *
 * <p>A training step computes only the nodes of its batch. The rows of its <em>halo</em>, the nodes
 * one hop outside, are those that earlier steps pushed, mostly of this epoch or the one before. A
 * step thereby touches the batch and its halo alone, however deep the model is. Values are those
 * after the layer's activation and before any dropout.
 *
 * <pre>
 * rows  float32 [numNodes, width], row-major, off-heap: 4 * numNodes * width bytes
 * </pre>
 *
 * <p>Owns its memory until {@link #close}. Not thread-safe: one trainer thread pushes and reads.
 *
 * @see <a href="https://arxiv.org/abs/2106.05609">Fey et al., GNNAutoScale, ICML 2021</a>
 */
public final class History implements AutoCloseable {

  private final Matrix rows;

  private History(Matrix rows) {
    this.rows = rows;
  }

  /**
   * Allocates a history whose rows are all 0.
   *
   * @param numNodes nodes of the whole graph
   * @param width size of one embedding, in float32 values
   */
  public static History zeros(long numNodes, int width) {
    return new History(Matrix.allocate(numNodes, width));
  }

  /**
   * Where the embeddings of a contiguous range of nodes are kept: a push overwrites them.
   *
   * @param firstNode global id of the first
   * @param count nodes of the range
   * @throws IndexOutOfBoundsException if a node is not in the graph
   */
  public Matrix rowsFrom(long firstNode, long count) {
    return rows.rows(firstNode, firstNode + count);
  }

  /** All rows, row i for the node of global id i; where a pull reads them, without a copy. */
  public Matrix rows() {
    return rows;
  }

  /** Size of one embedding, in float32 values. */
  public int width() {
    return rows.cols();
  }

  /** Bytes that it takes. */
  public long bytes() {
    return 4 * rows.size();
  }

  /** Gives the off-heap memory back. */
  @Override
  public void close() {
    rows.close();
  }
}
