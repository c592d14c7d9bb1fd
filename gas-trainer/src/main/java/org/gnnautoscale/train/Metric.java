package org.gnnautoscale.train;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.gnnautoscale.store.GraphShape;

/** How good predictions are, from 0 to 1; higher is better. */
public enum Metric {
  /** Share of nodes whose class is the predicted one. */
  ACCURACY("accuracy"),

  /** F1 of all labels of all nodes together, a label being predicted where its logit is above 0. */
  MICRO_F1("microF1"),

  /** Mean over the classes of the F1 of each, see {@code F1Count}. */
  MACRO_F1("macroF1"),

  /** Area under the ROC curve; with more than two classes the mean of one against the rest. */
  ROC_AUC("rocAuc");

  private final String key;

  Metric(String key) {
    this.key = key;
  }

  /** Name in settings and results. */
  public String key() {
    return key;
  }

  /**
   * The metric that a setting names.
   *
   * @param setting a key, or auto
   * @throws IllegalArgumentException if the graph's labels do not allow it
   */
  public static Metric of(String setting, GraphShape graph) {
    if (setting.equals("auto")) {
      return graph.multiLabel() ? MICRO_F1 : ACCURACY;
    }
    if (setting.equals("accuracy") && graph.multiLabel()) {
      throw new IllegalArgumentException(
          "metric accuracy needs one label a node, and here nodes have several; use microF1, macroF1 or rocAuc");
    }
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(setting))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown metric '" + setting + "'"));
  }

  /** What is measured beside the metric: both F1 where nodes have several labels. */
  static Set<Metric> beside(GraphShape graph) {
    return graph.multiLabel() ? EnumSet.of(MICRO_F1, MACRO_F1) : Set.of();
  }
}
