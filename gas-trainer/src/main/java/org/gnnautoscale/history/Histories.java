package org.gnnautoscale.history;

import java.util.ArrayList;
import java.util.List;

/**
 * One {@link History} for the output of each hidden layer; layers may have different widths.
 *
 * <p>Owns them until {@link #close}.
 */
public final class Histories implements AutoCloseable {

  private final List<History> layers;

  private Histories(List<History> layers) {
    this.layers = layers;
  }

  /** Histories of zeros, one for each width. */
  public static Histories zeros(long numNodes, List<Integer> widths) {
    List<History> layers = new ArrayList<>();
    for (int width : widths) {
      layers.add(History.zeros(numNodes, width));
    }
    return new Histories(List.copyOf(layers));
  }

  /** No histories at all: for one layer, or a batch without a halo. */
  public static Histories none() {
    return new Histories(List.of());
  }

  /** The history of a hidden layer's output, counted from 0. */
  public History of(int layer) {
    return layers.get(layer);
  }

  /** Number of hidden layers. */
  public int size() {
    return layers.size();
  }

  /** Bytes of all of them. */
  public long bytes() {
    return layers.stream().mapToLong(History::bytes).sum();
  }

  /** Gives the off-heap memory back. */
  @Override
  public void close() {
    layers.forEach(History::close);
  }
}
