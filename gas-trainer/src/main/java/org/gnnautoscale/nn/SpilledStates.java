package org.gnnautoscale.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Matrix;

/**
 * What a model keeps of all nodes during an exact pass, in host memory or on disk.
 *
 * <p>A layer reads what earlier ones kept, whatever it keeps itself under the same name: chunks are
 * computed one after the other, and some of them twice. Between a {@link #begin} and the next, each
 * layer's work is followed by {@link #endLayer}.
 *
 * <p>Owns float32 [nodes, width] for each name until {@link #close}; the memory serves the next
 * pass again.
 */
final class SpilledStates implements AutoCloseable {

  private final long nodes;
  private final Backing backing;
  private final Map<String, Matrix> kept = new HashMap<>();

  /** Of the layer at hand. */
  private final Map<String, Matrix> next = new HashMap<>();

  /** Memory that was in use under that name. */
  private final Map<String, Matrix> spare = new HashMap<>();

  private int mostWidth;

  SpilledStates(long nodes, Backing backing) {
    this.nodes = nodes;
    this.backing = backing;
  }

  /** Begins a pass, in which nothing has been kept yet. */
  void begin() {
    kept.forEach(this::spare);
    next.forEach(this::spare);
    kept.clear();
    next.clear();
  }

  /** Lets the layers to come read what this one kept. */
  void endLayer() {
    next.forEach(
        (name, rows) -> {
          Matrix old = kept.put(name, rows);
          if (old != null) {
            spare(name, old);
          }
        });
    next.clear();
  }

  /** The state of a chunk's nodes during one layer. */
  State of(Tape tape, Subgraph chunk) {
    return new State() {

      private final Map<String, Tensor> own = new HashMap<>();

      @Override
      public void keep(String name, Tensor x) {
        Tensor rows = x.head(chunk.numNodes());
        Matrix place = own(place(name, rows.cols()), chunk);
        backing.willNeed(place.segment());
        place.copyFrom(rows.value());
        own.put(name, rows);
      }

      @Override
      public Tensor kept(String name) {
        Tensor here = own.get(name);
        if (here != null) {
          return here;
        }
        Matrix all = kept.get(name);
        if (all == null) {
          throw new IllegalStateException("nothing has been kept under the name " + name);
        }
        return tape.constant(own(all, chunk));
      }
    };
  }

  /** Lets the system read what earlier layers kept of a chunk's nodes, if it is on disk. */
  void willNeed(Subgraph chunk) {
    kept.values().forEach(all -> backing.willNeed(own(all, chunk).segment()));
  }

  /** A chunk's rows of a matrix of all nodes. */
  static Matrix own(Matrix all, Subgraph chunk) {
    long first = chunk.rangeStart(0);
    return all.rows(first, first + chunk.numNodes());
  }

  /** Most values a node that there has been room for at a time. */
  int mostWidth() {
    return mostWidth;
  }

  private Matrix place(String name, int width) {
    Matrix begun = next.get(name);
    if (begun != null && begun.cols() == width) {
      return begun;
    }
    if (begun != null) {
      spare(name, begun);
    }
    Matrix all = fresh(name, width);
    next.put(name, all);
    mostWidth =
        Math.max(
            mostWidth,
            Stream.of(kept, next, spare)
                .flatMap(rows -> rows.values().stream())
                .mapToInt(Matrix::cols)
                .sum());
    return all;
  }

  private Matrix fresh(String name, int width) {
    Matrix free = spare.remove(name);
    if (free != null && free.cols() == width) {
      return free;
    }
    if (free != null) {
      free.close();
    }
    try {
      return backing.matrix(nodes, width);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spare(String name, Matrix rows) {
    Matrix old = spare.put(name, rows);
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    begin();
    spare.values().forEach(Matrix::close);
    spare.clear();
  }
}
