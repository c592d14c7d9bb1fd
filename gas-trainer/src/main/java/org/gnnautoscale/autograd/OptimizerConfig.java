package org.gnnautoscale.autograd;

import java.util.List;
import java.util.Map;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.settings.SettingValues;

/**
 * How parameters are moved along their gradients.
 *
 * @param values of {@link #SETTINGS}
 */
public record OptimizerConfig(SettingValues values) {

  /** Every setting of the optimizer, with its fallback and range. */
  public static final List<Setting> SETTINGS =
      List.of(
          Setting.number("lr", 0.01, "step size").above(0),
          Setting.number("weightDecay", 0, "L2 decay of the regularized group").atLeast(0),
          Setting.number("weightDecayRest", 0, "L2 decay of all other parameters").atLeast(0),
          Setting.choice("optimizer", "rule of a step", "adam", "adamw", "sgd"),
          Setting.choice("schedule", "how lr changes over the epochs", "constant"),
          Setting.number("gradNorm", 0, "largest norm of all gradients; 0 = off").atLeast(0));

  /** Rules of the optimizer. */
  public enum Algorithm {
    /** Kingma and Ba, ICLR 2015; decay is added to the gradient. */
    ADAM,
    /** Adam with decay apart from the gradient (Loshchilov and Hutter, ICLR 2019). */
    ADAMW,
    /** Plain gradient descent; decay is added to the gradient. */
    SGD
  }

  /**
   * Settings by key; what is not given has its fallback.
   *
   * @throws IllegalArgumentException for an unknown key, a wrong type or a value out of range
   */
  public static OptimizerConfig of(Map<String, ?> settings) {
    return new OptimizerConfig(SettingValues.of(SETTINGS, settings));
  }

  /** Which rule. */
  public Algorithm algorithm() {
    return values.constant("optimizer", Algorithm.class);
  }

  /** Step size of the first epoch, above 0. */
  public double learningRate() {
    return values.number("lr");
  }

  /** L2 decay of a group, at least 0. */
  public double decay(Group group) {
    return values.number(group == Group.REGULARIZED ? "weightDecay" : "weightDecayRest");
  }

  /** Largest norm of all gradients together; 0: no limit. */
  public double gradNorm() {
    return values.number("gradNorm");
  }
}
