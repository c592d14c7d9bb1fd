package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * The scores of edges in an attention: leakyRelu(source[w] + target[v] + edge[e]) for each head.
 *
 * @param source [sources, heads]
 * @param target at least [targets, heads]
 * @param edge [entries, heads]; null: 0
 * @param slope of the leaky ReLU below 0
 */
public record EdgeScores(Matrix source, Matrix target, @Nullable Matrix edge, float slope) {

  /** Number of heads. */
  public int heads() {
    return source.cols();
  }
}
