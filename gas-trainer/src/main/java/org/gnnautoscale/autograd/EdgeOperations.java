package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.EdgeScores;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Extreme;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** Operations of {@link Tensor} along edges whose weights are computed, and their gradients. */
final class EdgeOperations {

  private EdgeOperations() {}

  /** 1 over the sum of the weights of each target's edges; 0 where that is not above 0. */
  static Matrix inverseWeights(Tape tape, Adjacency adjacency) {
    return tape.column(
        adjacency.numRows(),
        r -> {
          double sum = adjacency.rowWeight(r);
          return sum > 0 ? 1 / sum : 0;
        });
  }

  static Tensor extreme(Tensor x, Adjacency adjacency, Extreme extreme) {
    Tape tape = x.tape();
    Matrix out = tape.matrix(adjacency.numRows(), x.cols());
    Matrix arcs = tape.matrix(adjacency.numRows(), x.cols());
    tape.engine().aggregateExtreme(adjacency, x.inPlace(), extreme, out, arcs);
    Tensor result = new Tensor(tape, out, x.gradRows() > 0 ? adjacency.numRows() : 0);
    result.onBackward(
        g ->
            x.giveGradient(
                (to, write) ->
                    tape.engine().aggregateExtremeGradient(adjacency, arcs, g, to, write)));
    return result;
  }

  static Tensor softmax(
      Adjacency adjacency, Tensor source, Tensor target, @Nullable Tensor edge, float slope) {
    Tape tape = source.tape();
    Engine engine = tape.engine();
    Matrix own = edge == null ? null : edge.value();
    EdgeScores scores = new EdgeScores(source.value(), target.value(), own, slope);
    Matrix out = tape.matrix(adjacency.numArcs(), source.cols());
    engine.edgeSoftmax(adjacency, scores, out);
    boolean wanted =
        source.gradRows() + target.gradRows() > 0 || (edge != null && edge.gradRows() > 0);
    Tensor result = new Tensor(tape, out, wanted ? adjacency.numArcs() : 0);
    result.onBackward(
        g -> {
          Matrix score = tape.matrix(adjacency.numArcs(), source.cols());
          engine.edgeSoftmaxGradient(adjacency, scores, out, g, score);
          source.giveGradient((to, write) -> toEnds(engine, adjacency.sources(), score, to, write));
          target.giveGradient((to, write) -> toEnds(engine, adjacency.targets(), score, to, write));
          if (edge != null) {
            edge.giveGradient((to, write) -> engine.copyColumns(score, 0, to, 0, to.cols(), write));
          }
        });
    return result;
  }

  static Tensor aggregate(Tensor x, Adjacency adjacency, Tensor weights) {
    Tape tape = x.tape();
    Engine engine = tape.engine();
    Matrix values = x.value();
    Matrix out = tape.matrix(adjacency.numRows(), x.cols());
    engine.aggregateHeads(adjacency, null, weights.value(), values, out, Write.SET);
    boolean wanted = x.gradRows() + weights.gradRows() > 0;
    Tensor result = new Tensor(tape, out, wanted ? adjacency.numRows() : 0);
    result.onBackward(
        g -> {
          weights.giveGradient((to, write) -> products(tape, adjacency, g, values, to, write));
          x.giveGradient(
              (to, write) -> {
                int sources = Math.toIntExact(to.rows());
                Adjacency back = adjacency.transpose(sources);
                int[] arcs = adjacency.transposeArcs(sources);
                engine.aggregateHeads(back, arcs, weights.value(), g, to, write);
              });
        });
    return result;
  }

  static Tensor headProducts(Tensor x, Parameter vector, int heads) {
    Tape tape = x.tape();
    Engine engine = tape.engine();
    Matrix values = x.value();
    Matrix out = tape.matrix(x.rows(), heads);
    engine.headProducts(values, vector.value(), out);
    Tensor result = new Tensor(tape, out, tape.trainableRows(x.rows()));
    result.onBackward(
        g -> {
          engine.addHeadProductsGradient(values, g, vector.grad());
          x.giveGradient(
              (to, write) ->
                  engine.headProductsGradient(g.rows(0, to.rows()), vector.value(), to, write));
        });
    return result;
  }

  /** The sum over the edges of each end. */
  private static void toEnds(Engine engine, Adjacency ends, Matrix score, Matrix to, Write write) {
    Adjacency byEnd = ends.transpose(Math.toIntExact(Math.min(to.rows(), ends.numCols())));
    Matrix first = to.rows(0, byEnd.numRows());
    engine.aggregate(byEnd, Rows.of(score), first, write);
    if (write == Write.SET) {
      engine.clear(to.rows(byEnd.numRows(), to.rows()));
    }
  }

  private static void products(
      Tape tape, Adjacency adjacency, Matrix g, Matrix x, Matrix to, Write write) {
    if (write == Write.SET) {
      tape.engine().edgeProducts(adjacency, g, x, to);
      return;
    }
    Matrix products = tape.matrix(to.rows(), to.cols());
    tape.engine().edgeProducts(adjacency, g, x, products);
    tape.engine().axpy(1, products, to);
  }
}
