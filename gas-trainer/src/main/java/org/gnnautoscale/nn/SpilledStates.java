package org.gnnautoscale.nn;

import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * What a model keeps of all nodes during an exact pass, in host memory.
 *
 * <p>Owns float32 [nodes, width] for each name until {@link #close}; the memory serves the next
 * pass again.
 */
final class SpilledStates implements AutoCloseable {

  private final long nodes;
  private final Map<String, Matrix> kept = new HashMap<>();

  SpilledStates(long nodes) {
    this.nodes = nodes;
  }

  /** The state of a chunk's nodes during one layer. */
  State of(Tape tape, Subgraph chunk) {
    return new State() {

      @Override
      public void keep(String name, Tensor x) {
        Matrix rows = x.head(chunk.numNodes()).value();
        own(place(name, rows.cols()), chunk).copyFrom(rows);
      }

      @Override
      public Tensor kept(String name) {
        Matrix all = kept.get(name);
        if (all == null) {
          throw new IllegalStateException("nothing has been kept under the name " + name);
        }
        return tape.constant(own(all, chunk));
      }
    };
  }

  /** A chunk's rows of a matrix of all nodes. */
  static Matrix own(Matrix all, Subgraph chunk) {
    long first = chunk.rangeStart(0);
    return all.rows(first, first + chunk.numNodes());
  }

  /** Width of everything that is kept, in values a node. */
  int width() {
    return kept.values().stream().mapToInt(Matrix::cols).sum();
  }

  private Matrix place(String name, int width) {
    @Nullable Matrix old = kept.get(name);
    if (old != null && old.cols() == width) {
      return old;
    }
    if (old != null) {
      old.close();
    }
    Matrix all = Matrix.allocate(nodes, width);
    kept.put(name, all);
    return all;
  }

  @Override
  public void close() {
    kept.values().forEach(Matrix::close);
    kept.clear();
  }
}
