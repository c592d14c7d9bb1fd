package org.gnnautoscale.spark.ingest;

import java.io.Serializable;

/**
 * How an arc is packed so that the copies of an edge meet in one task and in one run of equal keys.
 *
 * <pre>
 * undirected  lower id (bits 32..62), higher id (bits 1..31), direction (bit 0)
 * directed    source (bits 32..62), destination (bits 0..31)
 * </pre>
 *
 * @param directed whether an arc and its reverse are two edges
 */
record EdgeKey(boolean directed) implements Serializable {

  long of(int src, int dst) {
    if (directed) {
      return ((long) src << 32) | dst;
    }
    return src <= dst
        ? ((long) src << 32) | ((long) dst << 1)
        : ((long) dst << 32) | ((long) src << 1) | 1;
  }

  /** What the copies of one edge have in common. */
  long edge(long key) {
    return directed ? key : key >>> 1;
  }

  /** Whether the arc leads from the higher id to the lower. */
  boolean isReverse(long key) {
    return !directed && (key & 1) != 0;
  }

  /** The two ids, the first of them in the upper half. */
  long pair(long key) {
    return directed ? key : (key & 0xFFFFFFFF00000000L) | ((key & 0xFFFFFFFFL) >>> 1);
  }

  /** A task for the edge, spread evenly: a node with many edges does not fill one task. */
  int target(long key, int targets) {
    long mixed = edge(key) * 0x9E3779B97F4A7C15L;
    return (int) Math.floorMod((mixed ^ (mixed >>> 32)) >>> 8, (long) targets);
  }
}
