package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;

/**
 * What tasks see of labels: 4 bytes a node, 4 a label.
 *
 * <p>In local mode tasks see the driver's own arrays; the driver changes them between jobs only.
 */
final class LabelView implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Label of each node. */
  final int[] of;

  /** Node weight of each label. */
  final int[] weight;

  LabelView(int[] of, int[] weight) {
    this.of = of;
    this.weight = weight;
  }

  long bytes() {
    return Integer.BYTES * ((long) of.length + weight.length);
  }
}
