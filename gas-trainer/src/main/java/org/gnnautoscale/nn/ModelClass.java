package org.gnnautoscale.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * A user's own model, by the name of its class: a {@link Gnn} with a public constructor of ({@link
 * GraphInfo}, {@link ModelConfig}, long), found by the thread's context class loader.
 */
final class ModelClass {

  private ModelClass() {}

  /** Whether a model's name is that of a class. */
  static boolean isOne(String model) {
    return model.indexOf('.') > 0;
  }

  /**
   * Finds the class.
   *
   * @throws IllegalArgumentException if there is none, or it is no model
   */
  static ModelRegistry.Builder builder(String name) {
    Constructor<? extends Gnn> constructor = constructor(name);
    return (graph, config, seed) -> build(constructor, graph, config, seed);
  }

  private static Constructor<? extends Gnn> constructor(String name) {
    try {
      Class<?> found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      return found
          .asSubclass(Gnn.class)
          .getConstructor(GraphInfo.class, ModelConfig.class, long.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class %s: say where it is with --classpath my.jar".formatted(name), e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "class %s is no model: it has to extend %s".formatted(name, Gnn.class.getName()), e);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "class %s needs a public constructor (GraphInfo graph, ModelConfig config, long seed)"
              .formatted(name),
          e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "class %s cannot be loaded: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Gnn build(
      Constructor<? extends Gnn> constructor, GraphInfo graph, ModelConfig config, long seed) {
    try {
      return constructor.newInstance(graph, config, seed);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        throw new IllegalArgumentException(mistake.getMessage(), mistake);
      }
      throw new IllegalStateException(
          "the constructor of %s failed: %s".formatted(constructor.getName(), e.getCause()),
          e.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "class %s has to be public and not abstract".formatted(constructor.getName()), e);
    }
  }
}
