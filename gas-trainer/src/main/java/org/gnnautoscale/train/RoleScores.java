package org.gnnautoscale.train;

/**
 * The metric of each role's nodes in one split; NaN where there are none.
 *
 * @param train of the training nodes
 * @param val of the validation nodes
 * @param test of the test nodes
 */
public record RoleScores(double train, double val, double test) {}
