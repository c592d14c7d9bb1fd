package org.gnnautoscale.autograd;

/**
 * Edges that a training step leaves out, drawn anew in each.
 *
 * @param rate share of the edges, in [0, 1)
 * @param rescales whether the weights of those left, 1 without any, are divided by 1 - rate: the
 *     expected sum over a node's edges stays the same
 */
public record EdgeDropout(double rate, boolean rescales) {

  /** No edge is left out. */
  public static final EdgeDropout NONE = new EdgeDropout(0, false);

  /** Checks the rate. */
  public EdgeDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "the rate of an edge dropout must be in [0, 1), got " + rate);
    }
  }
}
