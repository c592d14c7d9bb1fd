package org.gnnautoscale.bench;

import org.gnnautoscale.engine.MachineLimits;

/**
 * What one kernel did in some calls.
 *
 * @param kernel its name
 * @param calls how many
 * @param seconds that they took
 * @param flops of dense products
 * @param bytes of matrices that are read or written from front to back
 * @param arcs rows read in the order of edges
 * @param width values of such a row
 * @param sources sum over the calls of the number of different rows
 */
record KernelTotal(
    String kernel,
    long calls,
    double seconds,
    double flops,
    double bytes,
    double arcs,
    int width,
    double sources) {

  static KernelTotal of(KernelWork work, double seconds) {
    return new KernelTotal(
        work.kernel(),
        1,
        seconds,
        work.flops(),
        work.bytes(),
        work.arcs(),
        work.width(),
        work.sources());
  }

  KernelTotal plus(KernelTotal other) {
    return new KernelTotal(
        kernel,
        calls + other.calls,
        seconds + other.seconds,
        flops + other.flops,
        bytes + other.bytes,
        arcs + other.arcs,
        width,
        sources + other.sources);
  }

  /**
   * Least seconds that the machine needs for it: arithmetic or memory, whichever is slower.
   *
   * <p>Rows along edges are read at the rate of random rows of their width and number, all else at
   * that of a copy.
   */
  double bound(MachineLimits limits) {
    double alongEdges =
        arcs == 0 ? 0 : 4 * arcs * width / limits.gatherRate((int) (sources / calls), width);
    return Math.max(flops / limits.gemmRate(), bytes / limits.copyBandwidth() + alongEdges);
  }

  /** Bytes that must be moved. */
  double allBytes() {
    return bytes + 4 * arcs * width;
  }
}
