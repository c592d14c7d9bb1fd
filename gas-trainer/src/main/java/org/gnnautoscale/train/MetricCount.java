package org.gnnautoscale.train;

import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/** Takes predictions node by node, for each role of a split apart. */
interface MetricCount {

  /**
   * Counts one node that has a label.
   *
   * @param row of its logits
   */
  void add(Role role, long node, Matrix logits, int row);

  /**
   * A metric of a role's nodes; NaN without any.
   *
   * @param metric one of those that this counts
   */
  double value(Metric metric, Role role);
}
