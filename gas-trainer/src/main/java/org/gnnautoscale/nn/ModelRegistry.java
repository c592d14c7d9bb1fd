package org.gnnautoscale.nn;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The models that can be trained by name, and those of users by the name of their class. */
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
   * @param model one of {@link #names}, or the name of a class with its package: a user's own model
   * @throws IllegalArgumentException if there is no model of that name
   */
  public static Builder builder(String model) {
    if (ModelClass.isOne(model)) {
      return ModelClass.builder(model);
    }
    Builder builder = MODELS.get(model);
    if (builder == null) {
      throw new IllegalArgumentException(
          "unknown model '%s'; known are %s".formatted(model, String.join(", ", names())));
    }
    return builder;
  }
}
