package org.gnnautoscale.dataset.table;

import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the tables of a GRAPH directory; what is null has no column.
 *
 * @param ids one a node
 * @param edges clean ones, between positions of nodes
 * @param features one row a node
 * @param labels one a node
 * @param splits what each node is for
 * @param weights of the nodes
 */
public record GraphContent(
    NodeIds ids,
    EdgeSource edges,
    @Nullable NodeFeatures features,
    @Nullable NodeLabels labels,
    @Nullable NodeSplits splits,
    @Nullable NodeFeatures weights) {}
