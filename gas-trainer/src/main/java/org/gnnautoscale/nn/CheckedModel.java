package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * Calls a model, and checks the shape of what it returns: a row too many would otherwise be taken
 * for one of the halo.
 *
 * @param model whose class is named in errors
 */
record CheckedModel(Gnn model) {

  private static final String FIX =
      "\n  fix      return the batch's rows: x.head(g.numNodes()), or what a sum over edges gives";

  Tensor encode(Tensor x, State state) {
    Tensor encoded = model.encode(x, state);
    if (encoded.rows() != x.rows()) {
      throw new IllegalArgumentException(
          "encode of %s must return as many rows as it is given, %d, got %d"
              .formatted(name(), x.rows(), encoded.rows()));
    }
    return encoded;
  }

  /**
   * One hop.
   *
   * @throws IllegalArgumentException if the result has other rows than the batch's, or another
   *     width than the model says; and for a mistake within a model that is not of this package
   */
  Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor h = called(i, x, g, state);
    if (model.messages() == Messages.NONE) {
      return h; // there is no halo, and no history
    }
    if (h.rows() != g.numNodes()) {
      throw new IllegalArgumentException(
          "layer %d of %s must return %d rows, got %d".formatted(i, name(), g.numNodes(), h.rows())
              + batch(g)
              + FIX);
    }
    if (i < model.numLayers() - 1 && h.cols() != model.width(i)) {
      throw new IllegalArgumentException(
          "layer %d of %s must return rows of width(%d) = %d, got %d"
              .formatted(i, name(), i, model.width(i), h.cols()));
    }
    return h;
  }

  /**
   * The outputs.
   *
   * @throws IllegalArgumentException if they have other rows than the last layer
   */
  Tensor decode(Tensor h, State state) {
    Tensor logits = model.decode(h, state);
    if (logits.rows() != h.rows()) {
      throw new IllegalArgumentException(
          "decode of %s must return as many rows as it is given, %d, got %d"
              .formatted(name(), h.rows(), logits.rows()));
    }
    return logits;
  }

  /** A shape that does not fit within a user's layer is the user's, and tells which layer. */
  private Tensor called(int i, Tensor x, Subgraph g, State state) {
    try {
      return model.layer(i, x, g, state);
    } catch (IllegalArgumentException | IllegalStateException e) {
      if (model.getClass().getPackage().equals(Gnn.class.getPackage())) {
        throw e;
      }
      throw new IllegalArgumentException(
          "layer %d of %s: %s".formatted(i, name(), e.getMessage()) + batch(g), e);
    }
  }

  private static String batch(Subgraph g) {
    return "\n  batch    %d rows, and behind them %d of its halo"
        .formatted(g.numNodes(), g.numHalo());
  }

  private String name() {
    return model.getClass().getName();
  }
}
