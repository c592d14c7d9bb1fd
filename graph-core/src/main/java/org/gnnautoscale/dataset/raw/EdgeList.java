package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.io.BadDataException;

/**
 * Edges as rows of a source, in its order, with repeats and self-loops.
 *
 * <pre>
 * src, dst  int32 [size], positions of nodes
 * weight    float32 [size], or none
 * </pre>
 *
 * <p>8 bytes an edge (12 with weights), up to twice that while it grows. Not thread-safe.
 */
public final class EdgeList {

  private static final int FIRST_CAPACITY = 1024;
  private static final int MOST = Integer.MAX_VALUE - 8;
  private static final float[] NO_WEIGHTS = {};

  private final Origin origin;
  private final boolean weighted;
  private int size;
  private int[] src = new int[FIRST_CAPACITY];
  private int[] dst = new int[FIRST_CAPACITY];
  private float[] weight;

  private EdgeList(Origin origin, boolean weighted) {
    this.origin = origin;
    this.weighted = weighted;
    this.weight = weighted ? new float[FIRST_CAPACITY] : NO_WEIGHTS;
  }

  /** An empty list for edges without weights. */
  public static EdgeList unweighted(Origin origin) {
    return new EdgeList(origin, false);
  }

  /** An empty list for edges with weights. */
  public static EdgeList weighted(Origin origin) {
    return new EdgeList(origin, true);
  }

  /** Adds an edge; its weight is 1. */
  public void add(int from, int to) {
    add(from, to, 1);
  }

  /** Adds an edge with a weight, which is ignored in a list without weights. */
  public void add(int from, int to, float itsWeight) {
    if (size == src.length) {
      grow();
    }
    src[size] = from;
    dst[size] = to;
    if (weighted) {
      weight[size] = itsWeight;
    }
    size++;
  }

  /** The same edges without weights, if all of these are 1; this list must not be used then. */
  public EdgeList withoutUnitWeights() {
    for (int row = 0; row < size; row++) {
      if (weight(row) != 1) {
        return this;
      }
    }
    EdgeList plain = new EdgeList(origin, false);
    plain.src = src;
    plain.dst = dst;
    plain.size = size;
    return plain;
  }

  /**
   * Refuses a list that is empty, as that of a file that is nothing but edges.
   *
   * @throws BadDataException that names the file
   */
  public void requireSome() throws IOException {
    if (size == 0) {
      throw origin.bad("the file holds no edge").fix("check that it is an edge list");
    }
  }

  /** Where the edges come from. */
  public Origin origin() {
    return origin;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Whether each edge has a weight of its own. */
  public boolean isWeighted() {
    return weighted;
  }

  int src(int row) {
    return src[row];
  }

  int dst(int row) {
    return dst[row];
  }

  float weight(int row) {
    return weighted ? weight[row] : 1;
  }

  private void grow() {
    if (size == MOST) {
      throw new IllegalArgumentException(
          "more than %d edges: let Spark write the graph's tables instead".formatted(MOST));
    }
    int capacity = (int) Math.min(MOST, size * 2L);
    src = Arrays.copyOf(src, capacity);
    dst = Arrays.copyOf(dst, capacity);
    if (weighted) {
      weight = Arrays.copyOf(weight, capacity);
    }
  }
}
