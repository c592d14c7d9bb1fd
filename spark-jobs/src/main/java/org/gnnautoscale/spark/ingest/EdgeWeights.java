package org.gnnautoscale.spark.ingest;

import java.io.Serializable;

/**
 * What the weights of edges add up to, and how they become the whole numbers in which partitioners
 * count.
 *
 * <p>Whole weights stay as they are. Others are multiplied, so that the average is some hundreds.
 * Where the weights of all arcs would add up to more than an int holds, they are divided: graphs of
 * many edges have coarser weights. A factor is a power of two, so that it does not depend on the
 * order in which weights were added. The least weight is 1, also in place of 0.
 */
public final class EdgeWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double AVERAGE = 1024;

  private long edges;
  private double sum;
  private boolean whole = true;

  void add(float weight) {
    edges++;
    sum += weight;
    whole &= weight == Math.rint(weight);
  }

  void merge(EdgeWeights other) {
    edges += other.edges;
    sum += other.sum;
    whole &= other.whole;
  }

  /** What weights are multiplied by; 0 if there are so many edges that each can only weigh 1. */
  public double scale() {
    double arcs = 2.0 * edges;
    double most = (Integer.MAX_VALUE - arcs) / (2 * sum); // rounding adds up to 1 an arc
    double wanted = whole ? 1 : AVERAGE * edges / sum;
    double scale = Math.min(most, wanted);
    return scale > 0 ? Math.scalb(1.0, Math.getExponent(scale)) : 0;
  }

  /** The weights of a block, multiplied and rounded. */
  public static int[] scaled(float[] weights, double scale) {
    int[] scaled = new int[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scaled(weights[i], scale);
    }
    return scaled;
  }

  /** A weight, multiplied and rounded. */
  public static int scaled(float weight, double scale) {
    return (int) Math.max(1, Math.round(weight * scale));
  }
}
