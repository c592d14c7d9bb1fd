package org.gnnautoscale.dataset.generate;

import java.io.IOException;
import org.gnnautoscale.dataset.raw.EdgeSource;

/** Distinct pairs of nodes in ascending order, 8 bytes each. Immutable by agreement. */
final class PairList implements EdgeSource {

  private static final int SLICE_EDGES = 1 << 19;

  private final long[] pairs;
  private final int size;

  PairList(long[] pairs, int size) {
    this.pairs = pairs;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isWeighted() {
    return false;
  }

  @Override
  public int slices() {
    return 1 + size / SLICE_EDGES;
  }

  @Override
  public void forEach(int slice, Sink sink) throws IOException {
    int from = (int) ((long) size * slice / slices());
    int to = (int) ((long) size * (slice + 1) / slices());
    for (int i = from; i < to; i++) {
      sink.edge((int) (pairs[i] >>> 32), (int) pairs[i], 1);
    }
  }
}
