package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;

/**
 * Where candidates want to go, for all nodes.
 *
 * <pre>
 * target  int32 [nodes]   part, -1 for nodes that are no candidates
 * gain    int32 [nodes]   of candidates
 * </pre>
 */
final class JetView implements Serializable {

  private static final long serialVersionUID = 1L;

  final int[] target;
  final int[] gain;

  JetView(int[] target, int[] gain) {
    this.target = target;
    this.gain = gain;
  }

  long bytes() {
    return 2L * Integer.BYTES * target.length;
  }
}
