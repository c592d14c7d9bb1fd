package org.gnnautoscale.nn;

import java.util.List;
import java.util.Map;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.settings.SettingValues;

/**
 * Settings that shape a model; a model reads those that it has a use for.
 *
 * <pre>
 * ModelConfig config = ModelConfig.of(Map.of("layers", 3, "hidden", 256, "dropout", 0.3));
 * </pre>
 *
 * @param values of {@link #SETTINGS}
 */
public record ModelConfig(SettingValues values) {

  /** Models with convolutions that norms can follow. */
  private static final String[] WITH_NORMS = {
    "gcn", "sage", "gat", "gin", "gcn2", "pna", "pna-jk", "mlp"
  };

  /** Models whose layers can be jumped over. */
  private static final String[] WITH_RESIDUALS = {
    "gcn", "sage", "gat", "gin", "gcn2", "pna", "pna-jk"
  };

  /** Models that send messages along edges. */
  private static final String[] WITH_EDGES = {
    "gcn", "sage", "gat", "gin", "appnp", "gcn2", "pna", "pna-jk"
  };

  /** Every setting of a model, with its fallback and range. */
  public static final List<Setting> SETTINGS =
      List.of(
          Setting.whole("layers", 2, "graph layers; appnp: propagation steps").atLeast(1),
          Setting.widths("hidden", 64, "width of the hidden layers (gat: of a head), or one each"),
          Setting.number("dropout", 0.5, "share of values dropped in training").share(),
          Setting.flag("dropInput", true, "drop input features too"),
          Setting.number("edgeDropout", 0, "share of edges dropped in training")
              .share()
              .onlyOf(WITH_EDGES),
          Setting.flag(
                  "rescaleEdges",
                  true,
                  "edgeDropout divides the weights of edges left by 1 - its share")
              .onlyOf(WITH_EDGES),
          Setting.flag("batchNorm", false, "batch norm after each hidden convolution")
              .onlyOf(WITH_NORMS),
          Setting.flag("layerNorm", false, "layer norm after each hidden convolution")
              .onlyOf(WITH_NORMS),
          Setting.flag("residual", false, "add a layer's input where widths match")
              .onlyOf(WITH_RESIDUALS),
          Setting.flag("linear", false, "linear layers around the convolutions").onlyOf("gcn"),
          Setting.whole("hiddenHeads", 8, "heads of a hidden layer").atLeast(1).onlyOf("gat"),
          Setting.whole("outHeads", 1, "heads of the last layer").atLeast(1).onlyOf("gat"),
          Setting.number("negativeSlope", 0.2, "slope of LeakyReLU").atLeast(0).onlyOf("gat"),
          Setting.number("alpha", 0.1, "share of the first layer").share().onlyOf("appnp", "gcn2"),
          Setting.number("theta", 0.5, "strength of the weights").atLeast(0).onlyOf("gcn2"),
          Setting.flag("sharedWeights", true, "one weight for both terms").onlyOf("gcn2"),
          Setting.words(
                  "aggregators",
                  List.of("mean"),
                  List.of("mean", "max", "min", "std", "sum"),
                  "how neighbors are put together (sage: one of mean, max)")
              .onlyOf("pna", "pna-jk", "sage"),
          Setting.words(
                  "scalers",
                  List.of("identity", "amplification"),
                  List.of("identity", "amplification", "attenuation"),
                  "how degrees weigh")
              .onlyOf("pna", "pna-jk"),
          Setting.flag("edgeFeatures", false, "an edge's weight is its feature")
              .onlyOf("gat", "pna", "pna-jk"),
          Setting.number("noise", 0, "size of the noise of the regularizer; 0.1 as published")
              .atLeast(0)
              .onlyOf("gin"));

  /** The fallback of every setting. */
  public static ModelConfig defaults() {
    return of(Map.of());
  }

  /**
   * Settings by key; what is not given has its fallback.
   *
   * @throws IllegalArgumentException for an unknown key, a wrong type or a value out of range
   */
  public static ModelConfig of(Map<String, ?> settings) {
    return new ModelConfig(SettingValues.of(SETTINGS, settings));
  }

  /** The same with another value of one setting. */
  public ModelConfig with(String key, Object value) {
    return of(values.with(key, value));
  }

  /** Number of graph layers, at least 1. */
  public int layers() {
    return values.whole("layers");
  }

  /** Widths of the hidden layers: one for all of them, or one each; at least 1. */
  public List<Integer> hidden() {
    return values.widths("hidden");
  }

  /** Width of hidden layer {@code i}, counted from 0. */
  public int width(int i) {
    List<Integer> hidden = hidden();
    return hidden.get(Math.min(i, hidden.size() - 1));
  }

  /**
   * Checks that there is one width, or one for each hidden layer.
   *
   * @param layers how many hidden layers the model has
   * @throws IllegalArgumentException if not
   */
  public void requireWidths(int layers) {
    if (hidden().size() != 1 && hidden().size() != layers) {
      throw new IllegalArgumentException(
          "hidden must be one width, or one for each of the %d hidden layers, got %s"
              .formatted(layers, hidden()));
    }
  }

  /**
   * The width of all layers, for a model that cannot have several.
   *
   * @throws IllegalArgumentException if there are several
   */
  public int oneWidth() {
    if (hidden().stream().distinct().count() != 1) {
      throw new IllegalArgumentException(
          "hidden must be one width, as the layers of this model have the same, got " + hidden());
    }
    return width(0);
  }

  /** Share of values dropped in training, in [0, 1). */
  public double dropout() {
    return values.number("dropout");
  }

  /** Whether input features are dropped too. */
  public boolean dropInput() {
    return values.flag("dropInput");
  }

  /** Edges that a training step leaves out; a weight that is a feature is not rescaled. */
  public EdgeDropout edgeDropout() {
    boolean rescales = values.flag("rescaleEdges") && !edgeFeatures();
    return new EdgeDropout(values.number("edgeDropout"), rescales);
  }

  /** Whether a batch norm follows each hidden convolution. */
  public boolean batchNorm() {
    return values.flag("batchNorm");
  }

  /** Whether a layer norm follows each hidden convolution. */
  public boolean layerNorm() {
    return values.flag("layerNorm");
  }

  /** Whether a layer's input is added to its output where the widths match. */
  public boolean residual() {
    return values.flag("residual");
  }

  /** Whether a linear layer stands before and one after the convolutions. */
  public boolean linear() {
    return values.flag("linear");
  }

  /** Attention heads of a hidden layer, at least 1. */
  public int hiddenHeads() {
    return values.whole("hiddenHeads");
  }

  /** Attention heads of the last layer, at least 1. */
  public int outHeads() {
    return values.whole("outHeads");
  }

  /** Slope of LeakyReLU below 0, at least 0. */
  public double negativeSlope() {
    return values.number("negativeSlope");
  }

  /** Share of the first layer in every later one, in [0, 1). */
  public double alpha() {
    return values.number("alpha");
  }

  /** How strongly GCNII's weights act, at least 0: beta of layer l is log(theta / l + 1). */
  public double theta() {
    return values.number("theta");
  }

  /** Whether GCNII has one weight for both of its terms. */
  public boolean sharedWeights() {
    return values.flag("sharedWeights");
  }

  /** How neighbors are put together: some of mean, max, min, std, sum. */
  public List<String> aggregators() {
    return values.words("aggregators");
  }

  /** How degrees weigh: some of identity, amplification, attenuation. */
  public List<String> scalers() {
    return values.words("scalers");
  }

  /** Whether the weight of an edge is a feature of it. */
  public boolean edgeFeatures() {
    return values.flag("edgeFeatures");
  }

  /** Size of the noise of GIN's regularizer; 0: it is off. */
  public double noise() {
    return values.number("noise");
  }
}
