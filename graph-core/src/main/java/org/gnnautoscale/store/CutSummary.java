package org.gnnautoscale.store;

import org.jspecify.annotations.Nullable;

/**
 * How good a partition is.
 *
 * @param cut edges between two parts
 * @param weightedCut sum of their weights, if edges have weights
 * @param halo sum over parts of their distinct outside neighbors
 * @param balance largest part over the average, in the unit that was balanced
 * @param smallest smallest part over the average, in that unit
 */
public record CutSummary(
    long cut, @Nullable Double weightedCut, long halo, double balance, double smallest) {}
