package org.gnnautoscale.nn;

import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.store.GraphShape;

/**
 * What a model must know of the graph that it is made for.
 *
 * @param features width of the input
 * @param classes width of the output
 * @param meanLogDegree mean over the nodes of log(in-degree + 1): what PNA scales by
 */
public record GraphInfo(int features, int classes, double meanLogDegree) {

  /** Takes what is needed from a graph in memory. */
  public static GraphInfo of(GraphData graph) {
    GraphShape shape = graph.shape();
    return new GraphInfo(shape.features(), shape.classes(), graph.meanLogDegree());
  }

  /** For a model that is looked at but not run: the degrees are not known. */
  public static GraphInfo of(GraphShape shape) {
    return new GraphInfo(shape.features(), shape.classes(), 1);
  }
}
