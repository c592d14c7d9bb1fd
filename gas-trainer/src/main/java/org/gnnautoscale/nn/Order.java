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
   * measured with 525,000 edges and width 256 on 2 cores, 25 ms a step forth and back, at 70
   * billion multiply-adds a second.
   */
  private static final double PRODUCT_PER_SUM = 8;

  private Order() {}

  /** Whether to sum {@code x} over edges before it is multiplied. */
  static boolean sumsFirst(Tensor x, Parameter weight, Adjacency edges) {
    if (x.isSparse()) {
      return false;
    }
    if (x.knowsSum(edges)) {
      return true;
    }
    double in = weight.rows();
    double out = weight.cols();
    double sums = PRODUCT_PER_SUM * edges.numArcs();
    double back = x.tape().isTraining() ? 1 : 0;
    double own = (double) x.gradRows() / Math.max(1, x.rows());
    double products = 1 + back + (x.gradRows() > 0 ? 1 : 0);
    // gradient of the sum goes to rows that have one; that of the product to all, for the weight
    double first = sums * in * (1 + own) + products * edges.numRows() * in * out;
    double last = sums * out * (1 + back) + ((1 + back + own) * x.rows()) * in * out;
    return first <= last;
  }
}
