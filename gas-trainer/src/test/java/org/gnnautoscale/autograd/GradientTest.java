package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.autograd.GradientCheck.BATCH;
import static org.gnnautoscale.autograd.GradientCheck.CLASSES;
import static org.gnnautoscale.autograd.GradientCheck.HALO;
import static org.gnnautoscale.autograd.GradientCheck.WIDTH;
import static org.gnnautoscale.autograd.GradientCheck.d;
import static org.gnnautoscale.autograd.GradientCheck.drop;

import java.util.function.Supplier;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients of products, biases, sums over neighbors, pulls and dropouts. */
class GradientTest {

  private final GradientCheck check = new GradientCheck();
  private final Parameter w = check.w;
  private final Parameter square = check.square;
  private final Parameter b = check.parameters.uniform("b", 1, CLASSES, 1, Group.REST);
  private final Parameter wide = check.parameters.uniform("wide", 1, WIDTH, 1, Group.REST);

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void productAndBias() {
    check.checkLogits(x -> x.matmul(w).addBias(b), () -> check.x().times(d(w)).plusRow(d(b)));
  }

  @Test
  void biasAndReluTogether() {
    check.check(
        x -> x.matmul(square).addBias(wide).relu(),
        () -> check.x().times(d(square)).plusRow(d(wide)).relu());
  }

  @Test
  void biasAndReluApart() {
    check.check(
        x -> {
          Tensor biased = x.matmul(square).addBias(wide);
          return biased.add(biased.relu());
        },
        () -> {
          Dense biased = check.x().times(d(square)).plusRow(d(wide));
          return biased.plus(biased.relu());
        });
  }

  @Test
  void reluOfSomethingElse() {
    check.check(Tensor::relu, () -> check.x().relu());
  }

  @Test
  void aggregationOverBatchAndHaloReadInPlace() {
    check.check(
        x -> check.pull(x).aggregate(check.graph), () -> check.arcs.sum(check.pulled(check.x())));
  }

  @Test
  void aggregationOverBatchAndHaloCopied() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          assertThat(pulled.value().rows()).isEqualTo(11);
          assertThat(pulled.gradRows()).isEqualTo(6);
          return pulled.aggregate(check.graph);
        },
        () -> check.arcs.sum(check.pulled(check.x())));
  }

  @Test
  void dropoutOfBatchAndHalo() {
    check.check(
        x -> check.pull(x).dropout(0.4).aggregate(check.graph).dropout(0.2),
        () -> check.arcs.sum(check.pulled(check.x()).dropped(drop(0, 0.4))).dropped(drop(1, 0.2)));
  }

  @Test
  void theHaloCountsInTheGradientOfAWeightThatComesBeforeTheAggregation() {
    check.checkLogits(
        x -> check.pull(x).matmul(w).aggregate(check.graph).addBias(b),
        () -> check.arcs.sum(check.pulled(check.x()).times(d(w))).plusRow(d(b)));
  }

  @Test
  void anEncoderGivesGradientToHaloRowsOfTheInput() {
    check.check(
        x -> check.pull(x).matmul(square).addBias(wide).relu().dropout(0.3).aggregate(check.graph),
        () -> {
          Dense encoded = check.pulled(check.x()).times(d(square)).plusRow(d(wide)).relu();
          return check.arcs.sum(encoded.dropped(drop(0, 0.3)));
        });
  }

  @Test
  void aConstantInputGetsNoGradientButItsWeightDoes() {
    long[] ids = {0, 1, 2, 3, 4, 5, 99};

    check.check(
        x -> x.add(x.tape().rows(check.history, ids, BATCH).matmul(square)),
        () -> check.x().plus(Dense.of(check.history).rows(ids, BATCH).times(d(square))));
  }

  @Test
  void oneTensorUsedSeveralTimes() {
    check.check(
        x -> {
          Tensor h = x.matmul(square);
          Tensor sum = h.add(h).add(h.relu()).add(h.dropout(0.5));
          return sum.add(check.pull(h).aggregate(check.graph));
        },
        () -> {
          Dense h = check.x().times(d(square));
          Dense sum = h.plus(h).plus(h.relu()).plus(h.dropped(drop(0, 0.5)));
          return sum.plus(check.arcs.sum(check.pulled(h)));
        });
  }

  @Test
  void oneWeightUsedTwice() {
    check.check(
        x -> x.matmul(square).relu().matmul(square),
        () -> check.x().times(d(square)).relu().times(d(square)));
  }

  @Test
  void headOfRowsWithAndWithoutGradient() {
    check.check(
        x -> {
          Tensor all = check.pull(x).matmul(square);
          return all.head(BATCH).add(check.pull(x).head(BATCH)).add(all.aggregate(check.graph));
        },
        () -> {
          Dense all = check.pulled(check.x()).times(d(square));
          return all.head(BATCH).plus(check.x()).plus(check.arcs.sum(all));
        });
  }

  @Test
  void headsOfDifferentLengthsOfOneTensor() {
    check.check(
        x -> {
          Tensor all = check.pull(x).matmul(square);
          return all.head(9).relu().head(BATCH).add(all.head(BATCH)).add(all.head(8).head(BATCH));
        },
        () -> {
          Dense all = check.pulled(check.x()).times(d(square)).head(BATCH);
          return all.relu().plus(all).plus(all);
        });
  }

  @Test
  void sparseFeatures() {
    SparseRows sparse = check.data.sparse(BATCH, WIDTH, 2);
    Supplier<Dense> dropped = () -> dense(sparse, BATCH, drop(0, 0.5));

    check.checkLogits(
        x -> x.matmul(w).add(x.tape().sparseInput(sparse).dropout(0.5).matmul(w)),
        () -> check.x().times(d(w)).plus(dropped.get().times(d(w))));
  }

  @Test
  void headOfSparseFeatures() {
    SparseRows sparse = check.data.sparse(BATCH + 3, WIDTH, 2);

    check.checkLogits(
        x -> {
          Tensor input = x.tape().sparseInput(sparse).dropout(0.5);
          Tensor head = input.head(BATCH);
          assertThat(head.isSparse()).isTrue();
          assertThat(head.rows()).isEqualTo(BATCH);
          Tensor rest = input.matmul(square).head(BATCH);
          return x.add(rest).matmul(w).add(head.matmul(w));
        },
        () -> {
          Dense input = dense(sparse, BATCH + 3, drop(0, 0.5)).head(BATCH);
          return check.x().plus(input.times(d(square))).plus(input).times(d(w));
        });
  }

  @Test
  void sparseFeaturesThatAreAddedBecomeDense() {
    SparseRows sparse = check.data.sparse(BATCH, WIDTH, 2);

    check.check(
        x -> x.add(x.tape().sparseInput(sparse).dropout(0.5)),
        () -> check.x().plus(dense(sparse, BATCH, drop(0, 0.5))));
  }

  @Test
  void changingOneHaloRowChangesTheOutputButNoGradientFlowsIntoIt() {
    float[] before = output();
    check.history.set(HALO[2], 2, check.history.get(HALO[2], 2) + 1);
    float[] after = output();

    assertThat(check.usesTheThirdOfTheHalo()).isTrue();
    assertThat(after).isNotEqualTo(before);
  }

  private float[] output() {
    try (Tape tape = check.tape()) {
      Tensor x = tape.variable(check.batch);
      return check.pull(x).aggregate(check.graph).matmul(w).value().toArray();
    }
  }

  /** The mask's column is the position of a value within its row. */
  private static Dense dense(SparseRows sparse, int rows, Dropout dropout) {
    Matrix dense = Matrix.allocate(rows, WIDTH);
    for (int r = 0; r < rows; r++) {
      for (int e = sparse.begin(r); e < sparse.end(r); e++) {
        int f = sparse.index()[e];
        float kept = dropout.keeps(r, e - sparse.begin(r)) ? 2 * sparse.value()[e] : 0;
        dense.set(r, f, dense.get(r, f) + kept);
      }
    }
    return Dense.of(dense);
  }
}
