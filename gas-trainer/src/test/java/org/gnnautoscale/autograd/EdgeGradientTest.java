package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gnnautoscale.autograd.GradientCheck.BATCH;
import static org.gnnautoscale.autograd.GradientCheck.WIDTH;
import static org.gnnautoscale.autograd.GradientCheck.d;

import java.util.List;
import java.util.function.UnaryOperator;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.reference.Arcs;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Gradients of operations along edges. The halo's rows, which come from a history, are sources
 * without gradient; some targets have no edges, and some edges are there twice.
 */
class EdgeGradientTest {

  private static final double SLOPE = 0.2;

  private final GradientCheck check = new GradientCheck();
  private final Adjacency graph = check.graph;
  private final Arcs arcs = check.arcs;
  private final Parameter square = check.square;
  private final Parameter source = check.parameters.uniform("source", 1, WIDTH, 1, Group.REST);
  private final Parameter target = check.parameters.uniform("target", 1, WIDTH, 1, Group.REST);
  private final Parameter edge = check.parameters.uniform("edge", 1, WIDTH, 1, Group.REST);

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void theGraphHasTargetsWithoutEdgesAndEdgesThatAreThereTwice() {
    boolean twice = false;
    for (int r = 0; r < BATCH; r++) {
      for (int e = graph.rowPtr()[r] + 1; e < graph.rowPtr()[r + 1]; e++) {
        twice |= graph.col()[e] == graph.col()[e - 1];
      }
    }

    assertThat(arcs.degrees()).endsWith(0).hasSize(BATCH);
    assertThat(twice).isTrue();
  }

  @Test
  void rowsOfBothEndsOfAnEdge() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          Tensor product = pulled.ofSources(graph).multiply(pulled.ofTargets(graph));
          return product.sumByTarget(graph).add(x.ofTargets(graph).sumByTarget(graph));
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense product = arcs.ofSources(pulled).multiplied(arcs.ofTargets(pulled));
          return arcs.sumByTarget(product.plus(arcs.ofTargets(pulled)));
        });
  }

  @Test
  void aFunctionOfSourcesAndEdges() {
    check.check(
        x -> {
          Tensor h = check.pull(x).matmul(square);
          Tensor ofEdges = x.tape().edgeWeights(graph).matmul(edge);
          return h.ofSources(graph).add(ofEdges).map(Pointwise.TANH).sumByTarget(graph);
        },
        () -> {
          Dense h = check.pulled(check.x()).times(d(square));
          Dense ofEdges = arcs.weights().times(d(edge));
          return arcs.sumByTarget(arcs.ofSources(h).plus(ofEdges).map(Math::tanh));
        });
  }

  @Test
  void mean() {
    checkOverNeighbors(x -> x.mean(graph), x -> arcs.meanByTarget(arcs.ofSources(x)));
  }

  @Test
  void max() {
    checkOverNeighbors(x -> x.max(graph), x -> arcs.maxByTarget(arcs.ofSources(x)));
  }

  @Test
  void min() {
    checkOverNeighbors(x -> x.min(graph), x -> arcs.minByTarget(arcs.ofSources(x)));
  }

  @Test
  void largestAndSmallestOfEdges() {
    check.check(
        x -> {
          Tensor ofEdges = check.pull(x).ofSources(graph).multiply(x.ofTargets(graph));
          return ofEdges.max(graph.incoming()).add(ofEdges.min(graph.incoming()));
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense ofEdges = arcs.ofSources(pulled).multiplied(arcs.ofTargets(pulled));
          return arcs.maxByTarget(ofEdges).plus(arcs.minByTarget(ofEdges));
        });
  }

  /** Over rows read in place, over computed ones of which all have gradient, and both in a sum. */
  private void checkOverNeighbors(UnaryOperator<Tensor> operation, UnaryOperator<Dense> expected) {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          Tensor h = pulled.matmul(square);
          Tensor sum = operation.apply(pulled).add(operation.apply(h));
          return sum.add(operation.apply(pulled)).add(operation.apply(h)).add(h.head(BATCH));
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense h = pulled.times(d(square));
          Dense sum = expected.apply(pulled).plus(expected.apply(h));
          return sum.scaled(2).plus(h.head(BATCH));
        });
  }

  @Test
  void attentionOfTwoHeads() {
    check.check(
        x -> {
          Tensor h = check.pull(x).matmul(square);
          Tensor ofTarget = h.headProducts(target, 2);
          return h.aggregate(
              graph, h.headProducts(source, 2).edgeSoftmax(graph, ofTarget, null, SLOPE));
        },
        () -> {
          Dense h = check.pulled(check.x()).times(d(square));
          Dense ofSource = arcs.ofSources(h.headProducts(d(source), 2));
          Dense ofTarget = arcs.ofTargets(h.headProducts(d(target), 2));
          return arcs.sum(h, softmax(ofSource.plus(ofTarget)));
        });
  }

  @Test
  void attentionThatLooksAtEdges() {
    check.check(
        x -> {
          Tensor h = check.pull(x).matmul(square);
          Tensor ofEdge = x.tape().edgeWeights(graph).matmul(edge).headProducts(source, 3);
          Tensor ofTarget = x.headProducts(target, 3);
          Tensor scores = h.headProducts(source, 3).edgeSoftmax(graph, ofTarget, ofEdge, SLOPE);
          return h.aggregate(graph, scores);
        },
        () -> {
          Dense h = check.pulled(check.x()).times(d(square));
          Dense ofEdge = arcs.weights().times(d(edge)).headProducts(d(source), 3);
          Dense ofSource = arcs.ofSources(h.headProducts(d(source), 3));
          Dense ofTarget = arcs.ofTargets(check.x().headProducts(d(target), 3));
          return arcs.sum(h, softmax(ofSource.plus(ofTarget).plus(ofEdge)));
        });
  }

  @Test
  void softmaxOfAnyScoresOfEdges() {
    check.check(
        x -> {
          Tensor h = check.pull(x).matmul(square);
          Tensor mixed = h.ofSources(graph).add(h.ofTargets(graph)).map(Pointwise.TANH);
          Tensor attention = mixed.headProducts(source, 2).softmaxByTarget(graph);
          return h.aggregate(graph, attention);
        },
        () -> {
          Dense h = check.pulled(check.x()).times(d(square));
          Dense mixed = arcs.ofSources(h).plus(arcs.ofTargets(h)).map(Math::tanh);
          return arcs.sum(h, arcs.softmaxByTarget(mixed.headProducts(d(source), 2)));
        });
  }

  /** Scores are rows as they are, a head a column, so the halo's scores get no gradient. */
  @Test
  void attentionOfScoresOfWhichTheHalosAreConstant() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          Tensor ofEdge = pulled.ofSources(graph).map(Pointwise.SQUARE);
          return pulled.aggregate(graph, pulled.edgeSoftmax(graph, x, ofEdge, SLOPE));
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense ofEdge = arcs.ofSources(pulled.multiplied(pulled));
          Dense scores = arcs.ofSources(pulled).plus(arcs.ofTargets(pulled)).plus(ofEdge);
          return arcs.sum(pulled, softmax(scores));
        });
  }

  /** One tensor is scores of sources and of targets, of which it has more than there are. */
  @Test
  void attentionInWhichOneTensorIsEverything() {
    check.check(
        x -> {
          Tensor h = check.pull(x).matmul(square);
          Tensor pulled = check.pull(x);
          Tensor attention = h.edgeSoftmax(graph, h, null, SLOPE);
          Tensor ofPulled = pulled.edgeSoftmax(graph, pulled, null, SLOPE);
          Tensor sum = h.aggregate(graph, attention).add(pulled.aggregate(graph, ofPulled));
          return sum.add(h.aggregate(graph, attention)).add(h.head(BATCH)).add(x);
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense h = pulled.times(d(square));
          Dense sum = attended(h).plus(attended(h)).plus(attended(pulled));
          return sum.plus(h.head(BATCH)).plus(check.x());
        });
  }

  private Dense attended(Dense x) {
    return arcs.sum(x, softmax(arcs.ofSources(x).plus(arcs.ofTargets(x))));
  }

  private Dense softmax(Dense scores) {
    return arcs.softmaxByTarget(scores.map(z -> z > 0 ? z : SLOPE * z));
  }

  @Test
  void weightsOfHeadsThatAreConstant() {
    Matrix weights = check.data.matrix(graph.numArcs(), 3);

    check.check(
        x -> check.pull(x).aggregate(graph, x.tape().constant(weights)),
        () -> arcs.sum(check.pulled(check.x()), Dense.of(weights)));
  }

  @Test
  void constantsWhoseWeightsAreNot() {
    Matrix values = check.data.matrix(GradientCheck.ROWS, WIDTH);

    check.check(
        x -> {
          Tensor weights = x.tape().edgeWeights(graph).matmul(edge).map(Pointwise.SIGMOID);
          return x.add(x.tape().constant(values).aggregate(graph, weights));
        },
        () -> {
          Dense weights = arcs.weights().times(d(edge)).map(z -> 1 / (1 + Math.exp(-z)));
          return check.x().plus(arcs.sum(Dense.of(values), weights));
        });
  }

  @Test
  void productsOfHeadsWithAVector() {
    check.check(
        x -> {
          Tensor pulled = check.pull(x);
          // 2 + 1 + 3 = 6 columns
          Tensor heads =
              Tensor.concat(
                  List.of(
                      pulled.headProducts(source, 2),
                      pulled.headProducts(source, 1),
                      pulled.headProducts(target, 3)));
          Tensor each = pulled.headProducts(target, 6);
          return heads.add(each).aggregate(graph).add(x.headProducts(source, 6));
        },
        () -> {
          Dense pulled = check.pulled(check.x());
          Dense heads =
              pulled
                  .headProducts(d(source), 2)
                  .beside(pulled.headProducts(d(source), 1))
                  .beside(pulled.headProducts(d(target), 3));
          Dense each = pulled.timesRow(d(target));
          return arcs.sum(heads.plus(each)).plus(check.x().timesRow(d(source)));
        });
  }
}
