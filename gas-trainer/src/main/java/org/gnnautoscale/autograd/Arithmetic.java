package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Matrix;

/** Operations of {@link Tensor} that look at one value, or at two in the same place. */
final class Arithmetic {

  private Arithmetic() {}

  static Tensor map(Tensor x, Pointwise function) {
    Engine engine = x.tape().engine();
    Matrix values = x.value();
    Matrix out = x.tape().matrix(x.rows(), x.cols());
    engine.map(values, function, out);
    Tensor result = new Tensor(x.tape(), out, x.gradRows());
    result.onBackward(
        g ->
            x.giveGradient(
                (to, write) ->
                    engine.mapGradient(
                        values.rows(0, to.rows()),
                        out.rows(0, to.rows()),
                        function,
                        g,
                        to,
                        write)));
    return result;
  }

  static Tensor combine(Tensor a, double alpha, Tensor b, double beta) {
    b.value().requireShape(a.rows(), a.cols());
    Engine engine = a.tape().engine();
    Matrix out = a.tape().matrix(a.rows(), a.cols());
    engine.combine((float) alpha, a.value(), (float) beta, b.value(), out);
    Tensor result = new Tensor(a.tape(), out, Math.max(a.gradRows(), b.gradRows()));
    result.onBackward(
        g -> {
          a.giveGradient((to, write) -> scaled(engine, alpha, g, to, write));
          if (beta != 0) {
            b.giveGradient((to, write) -> scaled(engine, beta, g, to, write));
          }
        });
    return result;
  }

  static Tensor multiply(Tensor a, Tensor b) {
    Engine engine = a.tape().engine();
    Matrix left = a.value();
    Matrix right = b.value();
    Matrix out = a.tape().matrix(a.rows(), a.cols());
    engine.multiply(left, right, out, Write.SET);
    Tensor result = new Tensor(a.tape(), out, Math.max(a.gradRows(), b.gradRows()));
    result.onBackward(
        g -> {
          a.giveGradient((to, write) -> product(engine, g, right, to, write));
          b.giveGradient((to, write) -> product(engine, g, left, to, write));
        });
    return result;
  }

  static Tensor scaleRows(Tensor x, Matrix factors) {
    Engine engine = x.tape().engine();
    Matrix out = x.tape().matrix(x.rows(), x.cols());
    engine.scaleRows(x.value(), factors, out, Write.SET);
    Tensor result = new Tensor(x.tape(), out, x.gradRows());
    result.onBackward(
        g ->
            x.giveGradient(
                (to, write) -> engine.scaleRows(g, factors.rows(0, to.rows()), to, write)));
    return result;
  }

  static Tensor scaleByOnePlus(Tensor x, Parameter factor) {
    Engine engine = x.tape().engine();
    Matrix values = x.value();
    Matrix by = factor.value();
    Matrix out = x.tape().matrix(x.rows(), x.cols());
    engine.scaleByOnePlus(by, values, out, Write.SET);
    Tensor result = new Tensor(x.tape(), out, x.tape().trainableRows(x.rows()));
    result.onBackward(
        g -> {
          engine.addDot(values, g, factor.grad());
          x.giveGradient((to, write) -> engine.scaleByOnePlus(by, g.rows(0, to.rows()), to, write));
        });
    return result;
  }

  private static void scaled(Engine engine, double factor, Matrix g, Matrix to, Write write) {
    Matrix first = g.rows(0, to.rows());
    if (write == Write.SET) {
      engine.combine((float) factor, first, 0, first, to);
    } else {
      engine.axpy((float) factor, first, to);
    }
  }

  private static void product(Engine engine, Matrix g, Matrix by, Matrix to, Write write) {
    engine.multiply(g.rows(0, to.rows()), by.rows(0, to.rows()), to, write);
  }
}
