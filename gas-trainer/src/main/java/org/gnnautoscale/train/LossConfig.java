package org.gnnautoscale.train;

import java.util.List;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.settings.SettingValues;
import org.gnnautoscale.store.GraphShape;

/**
 * What a step makes small.
 *
 * @param values of {@link #SETTINGS}
 */
public record LossConfig(SettingValues values) {

  /** Every setting of the loss, with its fallback and range. */
  static final List<Setting> SETTINGS =
      List.of(
          Setting.choice(
              "loss",
              "auto: bce where nodes have several labels, else crossEntropy",
              "auto",
              "crossEntropy",
              "bce",
              "focal"),
          Setting.number("focalGamma", 2, "loss=focal: how much what is predicted well counts less")
              .atLeast(0),
          Setting.wordOrNumbers(
              "classWeights",
              List.of("none", "balanced"),
              "how much each class counts in the loss"),
          Setting.number("labelSmoothing", 0, "share of the target spread over all classes")
              .share(),
          Setting.choice("batchLoss", "weighting of a batch's training nodes", "unbiased", "mean"));

  /** Losses. */
  enum Kind {
    /** What the labels ask for. */
    AUTO,
    /** Cross entropy of the softmax. */
    CROSS_ENTROPY,
    /** Cross entropy of the logistic function, label by label. */
    BCE,
    /** That of the two which the labels ask for, in its focal form. */
    FOCAL
  }

  /**
   * Does nothing if a graph can be trained on with this loss.
   *
   * @throws IllegalArgumentException if not
   */
  void requireFits(GraphShape graph) {
    if (kind() == Kind.CROSS_ENTROPY && graph.multiLabel()) {
      throw new IllegalArgumentException(
          "loss crossEntropy needs one label a node, and here nodes have several; use bce or focal");
    }
    int weights = classWeights().size();
    boolean isOneForAll = weights == 1 && !isSoftmax(graph.multiLabel());
    if (weights > 0 && weights != graph.classes() && !isOneForAll) {
      throw new IllegalArgumentException(
          "classWeights must be %d numbers, one for each class, got %d"
              .formatted(graph.classes(), weights));
    }
  }

  /** Whether classes compete for a node: cross entropy of the softmax. */
  public boolean isSoftmax(boolean multiLabel) {
    return !multiLabel && kind() != Kind.BCE;
  }

  /** Which loss. */
  Kind kind() {
    return values.constant("loss", Kind.class);
  }

  /** Exponent of the focal loss, at least 0; 0 for other losses. */
  double gamma() {
    return kind() == Kind.FOCAL ? values.number("focalGamma") : 0;
  }

  /** Whether classes weigh as their nodes are rare. */
  boolean isBalanced() {
    return values.isWord("classWeights") && values.word("classWeights").equals("balanced");
  }

  /** A weight above 0 for each class, or label by label one for all; empty if none were given. */
  List<Double> classWeights() {
    return values.isWord("classWeights") ? List.of() : values.numbers("classWeights");
  }

  /** Share of the target that is spread over all classes, in [0, 1). */
  double smoothing() {
    return values.number("labelSmoothing");
  }

  /** Weighting of a batch's training nodes. */
  BatchLoss batchLoss() {
    return values.constant("batchLoss", BatchLoss.class);
  }
}
