package org.gnnautoscale.dataset.generate;

import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.jspecify.annotations.Nullable;

/**
 * A graph that was drawn; ids are the positions 0..n-1, shuffled.
 *
 * @param edges exactly as many as asked for
 * @param features made when they are asked for
 * @param labels of the nodes
 */
public record GeneratedGraph(
    EdgeSource edges, @Nullable NodeFeatures features, @Nullable NodeLabels labels) {}
