package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;

/**
 * What nodes and edges weigh in the finest graph.
 *
 * @param nodes what parts have equally much of; fits an int in all
 * @param edgesToo whether edges weigh what their blocks say, or 1
 * @param scale what weights of edges are multiplied by to become whole
 */
public record FirstWeights(NodeWeight nodes, boolean edgesToo, double scale)
    implements Serializable {

  /** Edges weigh 1. */
  public static FirstWeights of(NodeWeight nodes) {
    return new FirstWeights(nodes, false, 1);
  }

  /** The same with the weights of edges, multiplied. */
  public FirstWeights withEdges(double factor) {
    return new FirstWeights(nodes, true, factor);
  }
}
