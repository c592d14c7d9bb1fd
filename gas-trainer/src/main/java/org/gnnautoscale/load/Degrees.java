package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Region;

/**
 * What models need of the nodes' in-degrees, found while a part has just been read.
 *
 * <pre>
 * scale  float32 [nodes]: 1 / sqrt(1 + sum of the weights of in-edges); 0 where that is no number
 * </pre>
 */
final class Degrees {

  private final MemorySegment scale;
  private double logs;

  Degrees(long nodes, Region region) {
    this.scale = region.allocate(4 * nodes);
  }

  /** Takes the scales of a part's nodes. */
  void scales(PartData part) {
    MemorySegment weight = part.weight();
    for (int row = 0; row < part.nodes(); row++) {
      long from = part.rowPtr().getAtIndex(JAVA_LONG, row);
      long to = part.rowPtr().getAtIndex(JAVA_LONG, row + 1);
      double degree = weight == null ? 1 + to - from : 1 + sum(weight, from, to);
      float value = degree > 0 ? (float) (1 / Math.sqrt(degree)) : 0;
      scale.setAtIndex(JAVA_FLOAT, part.firstNode() + row, value);
    }
  }

  /** Counts the nodes of a part in {@link #logs}. */
  void count(PartData part) {
    for (int row = 0; row < part.nodes(); row++) {
      long from = part.rowPtr().getAtIndex(JAVA_LONG, row);
      logs += Math.log1p((double) (part.rowPtr().getAtIndex(JAVA_LONG, row + 1) - from));
    }
  }

  float scale(long node) {
    return scale.getAtIndex(JAVA_FLOAT, node);
  }

  /** Sum of log(in-degree + 1) over the nodes that were counted. */
  double logs() {
    return logs;
  }

  private static double sum(MemorySegment values, long from, long to) {
    double sum = 0;
    for (long i = from; i < to; i++) {
      sum += values.getAtIndex(JAVA_FLOAT, i);
    }
    return sum;
  }
}
