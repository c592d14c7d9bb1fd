package org.gnnautoscale.nn;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The models that can be trained by name. */
public final class ModelRegistry {

  private static final Map<String, Builder> MODELS =
      new TreeMap<>(
          Map.of(
              "appnp", Appnp::new,
              "gat", Gat::new,
              "gcn", Gcn::new,
              "gcn2", Gcn2::new,
              "gin", Gin::new,
              "mlp", Mlp::new,
              "pna", Pna::new,
              "pna-jk", PnaJk::new,
              "sage", Sage::new));

  private ModelRegistry() {}

  /** Makes a model. */
  @FunctionalInterface
  public interface Builder {

    /** A model with fresh parameters; the caller closes it. */
    Gnn build(GraphInfo graph, ModelConfig config, long seed);
  }

  /** Names of all models. */
  public static Set<String> names() {
    return MODELS.keySet();
  }

  /**
   * The builder of a model.
   *
   * @throws IllegalArgumentException if there is no model of that name
   */
  public static Builder builder(String model) {
    Builder builder = MODELS.get(model);
    if (builder == null) {
      throw new IllegalArgumentException(
          "unknown model '%s'; known are %s".formatted(model, String.join(", ", names())));
    }
    return builder;
  }
}
