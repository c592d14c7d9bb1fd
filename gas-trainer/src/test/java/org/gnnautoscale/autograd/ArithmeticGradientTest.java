package org.gnnautoscale.autograd;

import static org.gnnautoscale.autograd.GradientCheck.BATCH;
import static org.gnnautoscale.autograd.GradientCheck.CLASSES;
import static org.gnnautoscale.autograd.GradientCheck.ROWS;
import static org.gnnautoscale.autograd.GradientCheck.WIDTH;
import static org.gnnautoscale.autograd.GradientCheck.d;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients of operations value by value, and of those on columns. */
class ArithmeticGradientTest {

  private static final double[] FACTORS = {2, -1, 0, 0.5, 3, 1, -2, 1, 4, 0, 1};

  private final GradientCheck check = new GradientCheck();
  private final Parameter square = check.square;
  private final Parameter eps = check.parameters.uniform("eps", 1, 1, 1, Group.REST);
  private final Parameter narrow = check.parameters.glorot("narrow", WIDTH, 2, Group.REST);
  private final Parameter three = check.parameters.glorot("three", 3, CLASSES, Group.REST);
  private final Parameter all = check.parameters.glorot("all", 20, CLASSES, Group.REST);

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void functionsOfOneValue() {
    checkMap(Pointwise.ELU, z -> z > 0 ? z : Math.exp(z) - 1);
    checkMap(Pointwise.SIGMOID, z -> 1 / (1 + Math.exp(-z)));
    checkMap(Pointwise.TANH, Math::tanh);
    checkMap(Pointwise.SQUARE, z -> z * z);
    // half of the values are below 0, where the slope is 0
    checkMap(Pointwise.DEVIATION, z -> Math.sqrt(Math.max(z, 0) + 1e-5));
  }

  /** Of all rows, of rows of which the halo's are constant, and of a tensor with other users. */
  private void checkMap(Pointwise function, DoubleUnaryOperator expected) {
    check.check(
        x -> {
          Tensor h = x.matmul(square);
          Tensor pulled = check.pull(h).map(function).aggregate(check.graph);
          return h.map(function).add(h).add(h.map(function)).add(pulled);
        },
        () -> {
          Dense h = check.x().times(d(square));
          Dense once = h.map(expected);
          return once.plus(h).plus(once).plus(check.arcs.sum(check.pulled(h).map(expected)));
        });
  }

  @Test
  void aFunctionOfOnesOwn() {
    Pointwise cube =
        new Pointwise() {
          @Override
          public float value(float x) {
            return x * x * x;
          }

          @Override
          public float slope(float x, float y) {
            return 3 * x * x;
          }
        };

    check.check(x -> x.map(cube), () -> check.x().map(z -> z * z * z));
  }

  @Test
  void sumsWithFactors() {
    check.check(
        x -> x.combine(0.75, x.matmul(square), -2).scale(0.5),
        () -> check.x().scaled(0.375).minus(check.x().times(d(square))));
  }

  @Test
  void sumsOfATensorAndItself() {
    check.check(
        x -> {
          Tensor h = x.matmul(square);
          return h.combine(2, h, -0.5).combine(1, h.scale(3), 0).add(h.combine(0, h, 1));
        },
        // 2 - 0.5 + 1
        () -> check.x().times(d(square)).scaled(2.5));
  }

  @Test
  void sumsOfRowsWithAndWithoutGradient() {
    check.check(
        x -> {
          Tensor constant = x.tape().constant(check.history.rows(0, BATCH));
          Tensor pulled = check.pull(x);
          Tensor sum = pulled.combine(2, pulled.matmul(square), 3).add(pulled);
          return sum.aggregate(check.graph).combine(1, constant, 4).add(constant.scale(2));
        },
        () -> {
          Dense constant = Dense.of(check.history).head(BATCH).scaled(6);
          Dense pulled = check.pulled(check.x());
          Dense sum = pulled.scaled(3).plus(pulled.times(d(square)).scaled(3));
          return check.arcs.sum(sum).plus(constant);
        });
  }

  @Test
  void products() {
    check.check(
        x -> {
          Tensor h = x.matmul(square);
          Tensor pulled = check.pull(h);
          Tensor product = pulled.multiply(pulled.matmul(square));
          return h.multiply(h).add(h.multiply(x)).add(product.aggregate(check.graph));
        },
        () -> {
          Dense h = check.x().times(d(square));
          Dense pulled = check.pulled(h);
          Dense product = pulled.multiplied(pulled.times(d(square)));
          return h.multiplied(h).plus(h.multiplied(check.x())).plus(check.arcs.sum(product));
        });
  }

  @Test
  void rowsTimesConstants() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          Matrix factors = x.tape().column(ROWS, r -> FACTORS[r]);
          Tensor scaled = pulled.scaleRows(factors).aggregate(check.graph);
          return scaled.add(x.scaleRows(factors.rows(0, BATCH))).add(x);
        },
        () -> {
          Dense scaled = check.arcs.sum(check.pulled(check.x()).scaledRows(FACTORS));
          return scaled.plus(check.x().scaledRows(FACTORS)).plus(check.x());
        });
  }

  @Test
  void onePlusATrainedFactor() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          Tensor scaled = pulled.scaleByOnePlus(eps).aggregate(check.graph);
          return scaled.add(x.scaleByOnePlus(eps)).add(x.matmul(square).scaleByOnePlus(eps));
        },
        () -> {
          double factor = 1 + d(eps).at(0, 0);
          Dense sum = check.arcs.sum(check.pulled(check.x())).plus(check.x());
          return sum.plus(check.x().times(d(square))).scaled(factor);
        });
  }

  @Test
  void tensorsSideBySide() {
    check.checkLogits(
        x -> {
          Tensor h = x.matmul(narrow);
          Tensor constant = x.tape().constant(check.history.rows(0, BATCH));
          // 2 + 6 + 6 + 2 + 4 = 20 columns
          Tensor four = Tensor.concat(List.of(h, h.relu()));
          return Tensor.concat(List.of(h, x, constant, h, four)).matmul(all);
        },
        () -> {
          Dense h = check.x().times(d(narrow));
          Dense constant = Dense.of(check.history).head(BATCH);
          Dense four = h.beside(h.relu());
          return h.beside(check.x()).beside(constant).beside(h).beside(four).times(d(all));
        });
  }

  @Test
  void rowsWithAndWithoutGradientSideBySide() {
    check.checkLogits(
        x -> {
          Tensor pulled = check.pull(x);
          Tensor encoded = pulled.matmul(narrow);
          Tensor wide = Tensor.concat(List.of(pulled, pulled, encoded, pulled));
          return wide.aggregate(check.graph).matmul(all);
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense encoded = pulled.times(d(narrow));
          Dense wide = pulled.beside(pulled).beside(encoded).beside(pulled);
          return check.arcs.sum(wide).times(d(all));
        });
  }

  @Test
  void meanOfHeads() {
    check.checkLogits(
        x -> {
          Tensor pulled = check.pull(x).meanOfHeads(2).aggregate(check.graph);
          Tensor twice = x.meanOfHeads(2).add(x.matmul(square).meanOfHeads(2));
          return twice.add(pulled).matmul(three);
        },
        () -> {
          Dense pulled = check.arcs.sum(check.pulled(check.x()).meanOfHeads(2));
          Dense twice = check.x().plus(check.x().times(d(square))).meanOfHeads(2);
          return twice.plus(pulled).times(d(three));
        });
  }
}
