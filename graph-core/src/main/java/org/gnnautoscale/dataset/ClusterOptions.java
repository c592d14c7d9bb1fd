package org.gnnautoscale.dataset;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.generate.GraphCounts;
import org.gnnautoscale.io.Existing;

/**
 * How many graphs of CLUSTER to generate, and to where.
 *
 * @param graphs to train on, to validate and to test with
 * @param seed equal options with equal seeds give equal graphs
 * @param output GRAPH directory to write
 * @param existing what to do if there is an output
 */
public record ClusterOptions(GraphCounts graphs, long seed, Path output, Existing existing) {}
