package org.gnnautoscale.cli;

import org.gnnautoscale.nn.ModelRegistry;

/** The name of one of the project's models, as a user typed it. */
final class ModelName {

  private ModelName() {}

  /**
   * Does nothing if there is such a model.
   *
   * @throws IllegalArgumentException with the nearest name, if there is not
   */
  static void require(String name) {
    String question = Nearest.question(name, ModelRegistry.names());
    if (!ModelRegistry.names().contains(name) && !question.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown model '%s'%s\n  known    %s"
              .formatted(name, question, String.join(", ", ModelRegistry.names())));
    }
    ModelRegistry.builder(name);
  }
}
