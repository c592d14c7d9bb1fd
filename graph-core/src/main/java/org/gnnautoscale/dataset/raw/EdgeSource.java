package org.gnnautoscale.dataset.raw;

import java.io.IOException;

/**
 * Clean edges: no self-loops, no repeats, and of an undirected graph each pair once. They come in
 * slices, which several threads may ask for at once.
 */
public interface EdgeSource {

  /** Number of edges in all slices. */
  long size();

  /** Whether the edges have weights. */
  boolean isWeighted();

  /** Number of slices; it depends on the graph alone, not on the machine. */
  int slices();

  /** Hands the edges of a slice on, in a fixed order. */
  void forEach(int slice, Sink sink) throws IOException;

  /** Takes edges. */
  interface Sink {

    /** Takes one; the weight is 1 where there are none. */
    void edge(int src, int dst, float weight) throws IOException;
  }
}
