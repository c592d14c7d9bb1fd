package org.gnnautoscale.spark.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Nodes counted by degree, in ranges that end below powers of two. */
final class Degrees implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int RANGES = 33;

  private final long[] nodes = new long[RANGES];
  private long counted;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;

  Degrees add(int degree) {
    return add(degree, 1);
  }

  private Degrees add(int degree, long times) {
    // 0; 1; 2, 3; 4 .. 7; ...
    nodes[Integer.SIZE - Integer.numberOfLeadingZeros(degree)] += times;
    counted += times;
    sum += degree * times;
    min = Math.min(min, degree);
    max = Math.max(max, degree);
    return this;
  }

  Degrees merge(Degrees other) {
    for (int r = 0; r < RANGES; r++) {
      nodes[r] += other.nodes[r];
    }
    counted += other.counted;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    return this;
  }

  /** The same with the nodes that have no edge. */
  Degrees withIsolated(long allNodes) {
    return counted == allNodes ? this : add(0, allNodes - counted);
  }

  long isolated() {
    return nodes[0];
  }

  long min() {
    return min;
  }

  double mean() {
    return (double) sum / counted;
  }

  long max() {
    return max;
  }

  /** Ranges from the least that has nodes to the greatest. */
  List<GraphReport.DegreeRange> ranges() {
    List<GraphReport.DegreeRange> ranges = new ArrayList<>();
    for (int r = 0; r < RANGES; r++) {
      long from = r == 0 ? 0 : 1L << (r - 1);
      long to = r == 0 ? 0 : (1L << r) - 1;
      if (to >= min && from <= max) {
        ranges.add(new GraphReport.DegreeRange(from, to, nodes[r]));
      }
    }
    return ranges;
  }
}
