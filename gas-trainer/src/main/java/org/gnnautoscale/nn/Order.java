package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;

/**
 * Which comes first where a sum over edges and a product with a weight may change places.
 *
 * <p>Summing first means that halo rows never enter a product; multiplying first pays where it
 * narrows, and for sparse features.
 */
final class Order {

  /**
   * Multiply-adds of a dense product in the time in which a sum over edges handles one value:
   * measured with 500k edges and width 256 on 2 cores, 22 ms against 25,000 x 256 x 256 in 21 ms.
   */
  private static final double PRODUCT_PER_SUM = 13;

  private Order() {}

  /** Whether to sum {@code x} over edges before it is multiplied. */
  static boolean sumsFirst(Tensor x, Parameter weight, Adjacency edges) {
    if (x.isSparse()) {
      return false;
    }
    double in = weight.rows();
    double out = weight.cols();
    double first = PRODUCT_PER_SUM * edges.numArcs() * in + edges.numRows() * in * out;
    double last = x.rows() * in * out + PRODUCT_PER_SUM * edges.numArcs() * out;
    return first <= last;
  }
}
