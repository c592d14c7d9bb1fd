package org.gnnautoscale.nn;

import org.gnnautoscale.store.GraphShape;

/**
 * What a model must know of the graph that it is made for.
 *
 * @param features width of the input
 * @param classes width of the output
 */
public record GraphInfo(int features, int classes) {

  /** Takes what is needed from the description of a store. */
  public static GraphInfo of(GraphShape shape) {
    return new GraphInfo(shape.features(), shape.classes());
  }
}
