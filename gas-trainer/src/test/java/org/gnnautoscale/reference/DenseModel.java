package org.gnnautoscale.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.ModelConfig;
import org.jspecify.annotations.Nullable;

/**
 * A model with all its options on dense matrices of doubles, each from the formula in the paper
 * that it comes from and from how the GAS experiments put its layers together.
 */
public final class DenseModel {

  private final ModelConfig config;
  private final Function<DenseStep, Dense> formula;
  private final Map<String, double[][]> parameters = new HashMap<>();

  /**
   * What a step gives.
   *
   * @param logits of the batch
   * @param regularizer what the model itself adds to the loss
   */
  public record Outcome(Dense logits, double regularizer) {}

  /** The same as another model of that name, whose parameters are copied. */
  public DenseModel(String name, ModelConfig config, Gnn model) {
    this.config = config;
    this.formula = formula(name);
    model.parameters().list().forEach(p -> copy(p.name(), Dense.of(p.value())));
    model.parameters().buffers().forEach((key, buffer) -> copy(key, Dense.of(buffer)));
  }

  private void copy(String name, Dense values) {
    parameters.put(name, values.values());
  }

  /** Values of parameters and running statistics by name; a change shows in the next step. */
  public Map<String, double[][]> parameters() {
    return parameters;
  }

  /** Outputs of an evaluation. */
  public Dense evaluate(DenseBatch batch) {
    return step(batch, null).logits();
  }

  /** Outputs of a training step. */
  public Outcome train(DenseBatch batch, long seed, long step) {
    return step(batch, new DenseStep.Draws(seed, step));
  }

  private Outcome step(DenseBatch batch, DenseStep.@Nullable Draws draws) {
    DenseStep step = new DenseStep(config, parameters, batch, draws);
    Dense logits = formula.apply(step);
    return new Outcome(logits, step.regularizer());
  }

  private static Function<DenseStep, Dense> formula(String name) {
    return switch (name) {
      case "mlp" -> DenseModel::mlp;
      case "gcn" -> DenseModel::gcn;
      case "sage" -> DenseModel::sage;
      case "gat" -> DenseModel::gat;
      case "gin" -> DenseModel::gin;
      case "appnp" -> DenseModel::appnp;
      case "gcn2" -> DenseModel::gcn2;
      case "pna" -> DenseModel::pna;
      case "pna-jk" -> DenseModel::pnaJk;
      default -> throw new IllegalArgumentException("no formula for " + name);
    };
  }

  private static Dense mlp(DenseStep s) {
    Dense x = s.input();
    for (int i = 0; !s.isLast(i); i++) {
      x = s.dropped(s.norms(i, s.linear("lins." + i, x)).relu());
    }
    return s.linear("lins." + (s.config().layers() - 1), x);
  }

  private static Dense gcn(DenseStep s) {
    boolean linear = s.config().linear();
    Dense x = linear ? s.dropped(s.linear("lins.0", s.input()).relu()) : s.input();
    for (int i = 0; ; i++) {
      Dense h = DenseLayers.gcn(s, "convs." + i, x);
      if (s.isLast(i) && !linear) {
        return h;
      }
      h = s.residual(s.norms(i, h), x).relu();
      if (s.isLast(i)) {
        return s.linear("lins.1", s.dropped(h));
      }
      x = s.dropped(s.pull(i, h));
    }
  }

  private static Dense sage(DenseStep s) {
    Dense x = s.input();
    for (int i = 0; !s.isLast(i); i++) {
      Dense h = DenseLayers.sage(s, "convs." + i, x);
      x = s.dropped(s.pull(i, s.residual(s.norms(i, h), x).relu()));
    }
    return DenseLayers.sage(s, "convs." + (s.config().layers() - 1), x);
  }

  private static Dense gat(DenseStep s) {
    Dense x = s.input();
    for (int i = 0; !s.isLast(i); i++) {
      Dense h = DenseLayers.gat(s, "convs." + i, x, s.config().hiddenHeads());
      h = h.plusRow(s.parameter("convs." + i + ".bias"));
      x = s.dropped(s.pull(i, s.residual(s.norms(i, h), x).elu()));
    }
    String last = "convs." + (s.config().layers() - 1);
    Dense heads = DenseLayers.gat(s, last, x, s.config().outHeads());
    return heads.meanOfHeads(s.config().outHeads()).plusRow(s.parameter(last + ".bias"));
  }

  private static Dense gin(DenseStep s) {
    Dense x = s.dropped(s.linear("lins.0", s.input()).relu());
    for (int i = 0; ; i++) {
      String conv = "convs." + i;
      Dense sum = DenseLayers.ginSum(s, conv, x);
      Dense h = DenseLayers.ginMlp(s, conv, sum);
      if (i > 0 && s.isNoisy()) {
        Dense moved = DenseLayers.ginMlp(s, conv, s.noisy(sum)).minus(h);
        s.regularize(moved.sumOfNorms() / moved.rows() / (s.config().layers() - 1));
      }
      h = s.residual(s.layerNorm(i, h), x);
      if (s.isLast(i)) {
        return s.linear("lins.1", s.dropped(h));
      }
      x = s.dropped(s.pull(i, h));
    }
  }

  private static Dense appnp(DenseStep s) {
    Dense x = s.linear("lins.1", s.dropped(s.linear("lins.0", s.input()).relu()));
    Dense initial = s.own(x);
    double alpha = s.config().alpha();
    for (int i = 0; ; i++) {
      Dense z = s.arcs().sum(x).scaled(1 - alpha).plus(initial.scaled(alpha));
      if (s.isLast(i)) {
        return z;
      }
      x = s.pull(i, z);
    }
  }

  private static Dense gcn2(DenseStep s) {
    Dense x = s.linear("lins.0", s.input()).relu();
    Dense initial = s.own(x);
    for (int i = 0; ; i++) {
      x = s.dropped(x);
      Dense h = DenseLayers.gcn2(s, "convs." + i, i + 1, x, initial);
      h = s.residual(s.norms(i, h), x).relu();
      if (s.isLast(i)) {
        return s.linear("lins.1", s.dropped(h));
      }
      x = s.pull(i, h);
    }
  }

  private static Dense pna(DenseStep s) {
    Dense x = s.input();
    for (int i = 0; !s.isLast(i); i++) {
      Dense h = DenseLayers.pna(s, "convs." + i, x);
      x = s.dropped(s.pull(i, s.residual(s.norms(i, h), x).relu()));
    }
    return DenseLayers.pna(s, "convs." + (s.config().layers() - 1), x);
  }

  private static Dense pnaJk(DenseStep s) {
    Dense x = s.norms(0, s.linear("lins.0", s.input())).relu();
    Dense all = s.own(x);
    for (int i = 0; ; i++) {
      x = s.dropped(x);
      Dense h = s.norms(i + 1, DenseLayers.pna(s, "convs." + i, x));
      h = s.residual(h, x).relu();
      all = all.beside(h);
      if (s.isLast(i)) {
        return s.linear("lins.1", s.dropped(all));
      }
      x = s.pull(i, h);
    }
  }
}
