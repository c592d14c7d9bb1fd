package org.gnnautoscale.store;

import java.util.List;

/**
 * Sizes and kinds of a graph, as a store holds it.
 *
 * @param name of the data set
 * @param directed whether messages flow along the edges' direction only
 * @param weighted whether arcs have weights
 * @param nodes of the graph
 * @param edges distinct undirected pairs without self-loops (directed: distinct arcs)
 * @param arcs entries of the structure: two an undirected edge
 * @param features width of the features, 0 without any
 * @param sparseFeatures whether they are stored in compressed rows
 * @param classes number of classes or labels, 0 without any
 * @param multiLabel whether a node can have several labels
 * @param classNames text of each class, if labels were text in the source
 * @param splits number of splits
 * @param textIds whether original ids are text rather than numbers
 */
public record GraphShape(
    String name,
    boolean directed,
    boolean weighted,
    long nodes,
    long edges,
    long arcs,
    int features,
    boolean sparseFeatures,
    int classes,
    boolean multiLabel,
    List<String> classNames,
    int splits,
    boolean textIds)
    implements java.io.Serializable {

  /** Copies the list. */
  public GraphShape {
    classNames = List.copyOf(classNames);
  }
}
