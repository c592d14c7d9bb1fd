package org.gnnautoscale.autograd;

import java.util.List;
import java.util.Map;
import org.gnnautoscale.engine.Update;
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
          Setting.number("momentum", 0, "Nesterov's momentum, of optimizer=sgd").share(),
          Setting.choice(
              "schedule",
              "how lr changes over the epochs",
              "constant",
              "step",
              "cosine",
              "plateau"),
          Setting.whole("warmupEpochs", 0, "epochs in which lr rises to what schedule says")
              .atLeast(0),
          Setting.whole("stepEpochs", 100, "schedule=step: epochs between two cuts of lr")
              .atLeast(1),
          Setting.number("lrFactor", 0.5, "schedule=step, plateau: lr is multiplied by it").share(),
          Setting.whole(
                  "patience",
                  20,
                  "schedule=plateau: epochs without a better validation metric before a cut of lr")
              .atLeast(0),
          Setting.number("minLr", 0, "lr does not fall below it").atLeast(0),
          Setting.number("gradNorm", 0, "largest norm of all gradients; 0 = off").atLeast(0));

  /** How the learning rate changes over the epochs. */
  public enum Schedule {
    /** It does not. */
    CONSTANT,
    /** Multiplied by {@link #factor} every {@link #stepEpochs}. */
    STEP,
    /** Half a cosine down to {@link #minLearningRate} (Loshchilov and Hutter, ICLR 2017). */
    COSINE,
    /** Multiplied by {@link #factor} when the validation metric has not risen for a while. */
    PLATEAU
  }

  /** Refuses a momentum that would have no effect. */
  public OptimizerConfig {
    if (values.number("momentum") > 0 && !values.word("optimizer").equals("sgd")) {
      throw new IllegalArgumentException(
          "momentum is of optimizer=sgd; %s has moments of its own, got momentum %s"
              .formatted(values.word("optimizer"), values.number("momentum")));
    }
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
  public Update.Rule rule() {
    return switch (values.word("optimizer")) {
      case "adam" -> Update.Rule.ADAM;
      case "adamw" -> Update.Rule.ADAMW;
      default -> momentum() > 0 ? Update.Rule.NESTEROV : Update.Rule.SGD;
    };
  }

  /**
   * Momentum of SGD in [0, 1), in Nesterov's form: v = momentum v - lr g, and momentum v - lr g is
   * added to the values. That is PyTorch's {@code SGD(nesterov=True)}, but that a changed learning
   * rate scales later gradients alone, not what v has gathered.
   */
  public double momentum() {
    return values.number("momentum");
  }

  /** How the learning rate changes over the epochs. */
  public Schedule schedule() {
    return values.constant("schedule", Schedule.class);
  }

  /** Whether the learning rate differs between epochs. */
  public boolean changesLearningRate() {
    return schedule() != Schedule.CONSTANT || warmupEpochs() > 0;
  }

  /** Epochs in which the learning rate rises linearly to what the schedule says; 0: none. */
  public int warmupEpochs() {
    return values.whole("warmupEpochs");
  }

  /** Epochs between two cuts of {@link Schedule#STEP}, at least 1. */
  public int stepEpochs() {
    return values.whole("stepEpochs");
  }

  /** What the learning rate is multiplied by at a cut, in [0, 1). */
  public double factor() {
    return values.number("lrFactor");
  }

  /** Epochs without a better metric that {@link Schedule#PLATEAU} waits for, at least 0. */
  public int patience() {
    return values.whole("patience");
  }

  /** Smallest learning rate of a schedule; a warm-up may begin below it. */
  public double minLearningRate() {
    return values.number("minLr");
  }

  /** Step size before any schedule, above 0. */
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
