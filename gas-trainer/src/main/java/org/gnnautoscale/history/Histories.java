package org.gnnautoscale.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.engine.RoundingError;
import org.gnnautoscale.memory.Backing;

/**
 * One {@link History} for the output of each hidden layer; layers may have different widths.
 *
 * <p>Owns them until {@link #close}.
 */
public final class Histories implements AutoCloseable {

  private final List<History> layers = new ArrayList<>();

  private Histories() {}

  /** Histories of zeros in RAM, one for each width, stored as they are computed. */
  public static Histories zeros(long numNodes, List<Integer> widths) {
    Histories histories = new Histories();
    try {
      for (int width : widths) {
        histories.layers.add(History.zeros(numNodes, width));
      }
    } catch (RuntimeException | Error e) {
      histories.close();
      throw e;
    }
    return histories;
  }

  /**
   * Histories of zeros, one for each width.
   *
   * @throws IOException if they shall lie on a disk that has no room for all of them
   */
  public static Histories zeros(
      long numNodes, List<Integer> widths, HistoryType type, Backing backing) throws IOException {
    Histories histories = new Histories();
    try {
      for (int width : widths) {
        histories.layers.add(History.zeros(numNodes, width, type, backing));
      }
    } catch (IOException | RuntimeException | Error e) {
      histories.close();
      throw e;
    }
    return histories;
  }

  /** No histories at all: for one layer, or a batch without a halo. */
  public static Histories none() {
    return new Histories();
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

  /** How far all that was pushed is from what was stored. */
  public RoundingError rounding() {
    return layers.stream().map(History::rounding).reduce(RoundingError.NONE, RoundingError::plus);
  }

  /**
   * Lets the system read the rows of some nodes, of which the first {@code count} count, if they
   * are on disk; returns at once.
   */
  public void willNeed(long[] nodes, int count) {
    layers.forEach(history -> history.willNeed(nodes, count));
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    layers.forEach(History::close);
  }
}
