package org.gnnautoscale.train;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The metric of each role's nodes in one split; NaN where there are none.
 *
 * @param train of the training nodes
 * @param val of the validation nodes
 * @param test of the test nodes
 * @param testFigures further metrics of the test nodes; empty without any
 */
public record RoleScores(double train, double val, double test, Map<Metric, Double> testFigures) {

  /** Copies the map. */
  public RoleScores {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(testFigures);
    testFigures = Collections.unmodifiableMap(copy);
  }
}
