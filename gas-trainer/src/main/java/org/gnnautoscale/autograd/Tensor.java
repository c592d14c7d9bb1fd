package org.gnnautoscale.autograd;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.ClassTargets;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Extreme;
import org.gnnautoscale.engine.LabelTargets;
import org.gnnautoscale.engine.NormGradients;
import org.gnnautoscale.engine.Normalization;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of a step, and what is needed to compute its gradient.
 *
 * <p>Only the first {@link #gradRows} rows carry gradient: the rows of a batch, but not those of
 * its halo that come from a history. Operations that can be joined with the next one (a pull, a
 * bias) are computed when their result is used.
 *
 * <p>Valid until its {@link Tape} is closed.
 */
public final class Tensor {

  private final Tape tape;
  private final int rows;
  private final int cols;
  private final int gradRows;

  /** Where gradient of this tensor goes: itself, or the tensor that its first rows are. */
  private final Tensor sink;

  private final @Nullable SparseTensor sparse;
  private @Nullable KnownSums sums;
  private @Nullable Matrix value;
  private @Nullable Rows source;
  private @Nullable Tensor unbiased;
  private @Nullable Parameter bias;
  private @Nullable Matrix grad;

  Tensor(Tape tape, Matrix value, int gradRows) {
    this.tape = tape;
    this.rows = Math.toIntExact(value.rows());
    this.cols = value.cols();
    this.gradRows = gradRows;
    this.value = value;
    this.sink = this;
    this.sparse = null;
  }

  /** Rows that are somewhere else, without gradient. */
  Tensor(Tape tape, Rows source) {
    this.tape = tape;
    this.rows = source.numRows();
    this.cols = source.cols();
    this.gradRows = 0;
    this.source = source;
    this.value = source.count() == 0 ? source.head() : null;
    this.sink = this;
    this.sparse = null;
  }

  /** The same, whose sums over edges may be known. */
  Tensor(Tape tape, Rows source, KnownSums sums) {
    this(tape, source);
    this.sums = sums;
  }

  /** Rows that are somewhere else, of which the first are those of {@code head}. */
  Tensor(Tape tape, Rows source, Tensor head) {
    this.tape = tape;
    this.rows = source.numRows();
    this.cols = source.cols();
    this.gradRows = head.gradRows;
    this.source = source;
    this.sink = head.sink;
    this.sparse = null;
  }

  /** Sparse rows, without gradient. */
  Tensor(Tape tape, SparseTensor sparse) {
    this.tape = tape;
    this.rows = sparse.rows();
    this.cols = sparse.cols();
    this.gradRows = 0;
    this.sink = this;
    this.sparse = sparse;
  }

  private Tensor(Tensor unbiased, Parameter bias) {
    this.tape = unbiased.tape;
    this.rows = unbiased.rows;
    this.cols = unbiased.cols;
    this.gradRows = tape.trainableRows(rows);
    this.unbiased = unbiased;
    this.bias = bias;
    this.sink = this;
    this.sparse = null;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Width of a row, in values. */
  public int cols() {
    return cols;
  }

  /** Whether a product is computed from sparse rows; all else makes them dense first. */
  public boolean isSparse() {
    return sparse != null;
  }

  /** How many leading rows carry gradient. */
  public int gradRows() {
    return gradRows;
  }

  /** The values, computed if they have not been yet. */
  public Matrix value() {
    if (value == null) {
      value = tape.matrix(rows, cols);
      if (unbiased != null && bias != null) {
        engine().addBias(unbiased.value(), bias.value(), value);
        Tensor input = unbiased;
        Parameter b = bias;
        onBackward(g -> biasBackward(g, input, b));
      } else if (source != null) {
        engine().gather(source, value);
      } else if (sparse != null) {
        sparse.copyTo(value);
      }
    }
    return value;
  }

  /**
   * The gradient, [gradRows, cols]: of a {@link Tape#variable}, after {@link Tape#backward}.
   *
   * @throws IllegalStateException if there is none
   */
  public Matrix grad() {
    if (sink.grad == null) {
      throw new IllegalStateException("this tensor has no gradient");
    }
    return sink.grad;
  }

  /** The product with a weight; every row counts in the weight's gradient. */
  public Tensor matmul(Parameter weight) {
    if (sparse != null) {
      return sparse.matmul(weight);
    }
    Matrix x = value();
    Matrix out = tape.matrix(rows, weight.cols());
    engine().product(x, weight.value(), out, Write.SET);
    Tensor result = new Tensor(tape, out, tape.trainableRows(rows));
    result.onBackward(
        g -> {
          engine().transposedProduct(x, g, weight.grad(), Write.ADD);
          if (gradRows > 0) {
            Write write = sink.writeGradient();
            engine().productTransposed(g.rows(0, gradRows), weight.value(), grad(), write);
          }
        });
    return result;
  }

  /** Adds a bias to every row. */
  public Tensor addBias(Parameter bias) {
    return new Tensor(this, bias);
  }

  /** Weighted sum of the sources' rows for every target. */
  public Tensor aggregate(Adjacency adjacency) {
    Tensor known = sums == null ? null : sums.over(adjacency);
    return known == null ? sum(adjacency) : known;
  }

  /** Whether nothing is left to do for {@link #aggregate(Adjacency)}. */
  public boolean knowsSum(Adjacency adjacency) {
    return sums != null && sums.over(adjacency) != null;
  }

  private Tensor sum(Adjacency adjacency) {
    Rows x = inPlace();
    Matrix out = tape.matrix(adjacency.numRows(), cols);
    engine().aggregate(adjacency, x, out, Write.SET);
    Tensor result = new Tensor(tape, out, gradRows > 0 ? adjacency.numRows() : 0);
    result.onBackward(
        g -> {
          Write write = sink.writeGradient();
          engine().aggregate(adjacency.transpose(gradRows), Rows.of(g), grad(), write);
        });
    return result;
  }

  /**
   * Weighted mean of the sources' rows for every target; 0 where the weights' sum is not above 0.
   */
  public Tensor mean(Adjacency adjacency) {
    return aggregate(adjacency).scaleRows(EdgeOperations.inverseWeights(tape, adjacency));
  }

  /** For each edge the row of its source: [edges, cols]. */
  public Tensor ofSources(Adjacency adjacency) {
    return aggregate(adjacency.sources());
  }

  /** For each edge the row of its target, of which there may be more here: [edges, cols]. */
  public Tensor ofTargets(Adjacency adjacency) {
    return head(adjacency.numRows()).aggregate(adjacency.targets());
  }

  /** For each target the sum of its edges' rows, of which this tensor is one for each edge. */
  public Tensor sumByTarget(Adjacency adjacency) {
    return aggregate(adjacency.incoming());
  }

  /** Column by column the largest value of a target's sources; 0 where there are none. */
  public Tensor max(Adjacency adjacency) {
    return EdgeOperations.extreme(this, adjacency, Extreme.MAX);
  }

  /** Column by column the smallest value of a target's sources; 0 where there are none. */
  public Tensor min(Adjacency adjacency) {
    return EdgeOperations.extreme(this, adjacency, Extreme.MIN);
  }

  /**
   * Attention: the softmax over each target's edges of leakyRelu(this[source] + target[target] +
   * edge[edge]).
   *
   * @param target [at least targets, heads], as this is [sources, heads]
   * @param edge [edges, heads]; null: 0
   * @param slope of the leaky ReLU below 0
   * @return [edges, heads]
   */
  public Tensor edgeSoftmax(
      Adjacency adjacency, Tensor target, @Nullable Tensor edge, double slope) {
    return EdgeOperations.softmax(adjacency, this, target, edge, (float) slope);
  }

  /** The softmax over each target's edges, of which this tensor is the scores: [edges, heads]. */
  public Tensor softmaxByTarget(Adjacency adjacency) {
    Tensor zeros = tape.constant(tape.zeros(adjacency.numCols(), cols));
    return EdgeOperations.softmax(adjacency, zeros, zeros, this, 1);
  }

  /**
   * Sums of sources weighted by a tensor of [edges, heads]; each head has its own columns. The
   * edges' own weights do not count: see {@link Tape#edgeWeights}.
   */
  public Tensor aggregate(Adjacency adjacency, Tensor weights) {
    return EdgeOperations.aggregate(this, adjacency, weights);
  }

  /**
   * For each head the product of its columns with those of a vector.
   *
   * @param vector [1, cols]
   * @return [rows, heads]
   */
  public Tensor headProducts(Parameter vector, int heads) {
    return EdgeOperations.headProducts(this, vector, heads);
  }

  /** The mean over heads, each of which has its own columns: [rows, cols / heads]. */
  public Tensor meanOfHeads(int heads) {
    return Columnwise.meanOfHeads(this, heads);
  }

  /** Tensors of as many rows side by side. */
  public static Tensor concat(List<Tensor> parts) {
    return Columnwise.concat(parts);
  }

  /** A function of each value. */
  public Tensor map(Pointwise function) {
    return Arithmetic.map(this, function);
  }

  /** x above 0, exp(x) - 1 below. */
  public Tensor elu() {
    return map(Pointwise.ELU);
  }

  /** factor times this. */
  public Tensor scale(double factor) {
    return Arithmetic.combine(this, factor, this, 0);
  }

  /** alpha times this plus beta times other. */
  public Tensor combine(double alpha, Tensor other, double beta) {
    return Arithmetic.combine(this, alpha, other, beta);
  }

  /** Product with another tensor, value by value. */
  public Tensor multiply(Tensor other) {
    return Arithmetic.multiply(this, other);
  }

  /** Every row times a constant of its own, [rows, 1]. */
  public Tensor scaleRows(Matrix factors) {
    return Arithmetic.scaleRows(this, factors);
  }

  /** (1 + factor) times this; factor is [1, 1] and trained. */
  public Tensor scaleByOnePlus(Parameter factor) {
    return Arithmetic.scaleByOnePlus(this, factor);
  }

  /** What is above 0; 0 for the rest. */
  public Tensor relu() {
    if (value == null && unbiased != null && bias != null) {
      return biasedRelu(unbiased, bias);
    }
    Matrix out = tape.matrix(rows, cols);
    engine().relu(value(), out);
    Tensor result = new Tensor(tape, out, gradRows);
    result.onBackward(
        g -> {
          Matrix y = out.rows(0, gradRows);
          if (sink.grad == null) {
            engine().reluGradient(y, g, g, Write.SET);
            sink.grad = g;
          } else {
            engine().reluGradient(y, g, sink.grad, Write.ADD);
          }
        });
    return result;
  }

  /** Drops values of all rows; itself if the tape is not training or the rate is 0. */
  public Tensor dropout(double rate) {
    if (!tape.isTraining() || rate == 0) {
      return this;
    }
    if (sparse != null) {
      return new Tensor(tape, sparse.dropout(rate));
    }
    Dropout dropout = tape.nextDropout(rate);
    Matrix out = tape.matrix(rows, cols);
    if (source != null && value == null) {
      engine().gather(source, dropout, out);
    } else {
      engine().dropout(value(), dropout, out, Write.SET);
    }
    Tensor result = new Tensor(tape, out, gradRows);
    result.onBackward(
        g -> {
          if (sink.grad == null) {
            engine().dropout(g, dropout, g, Write.SET);
            sink.grad = g;
          } else {
            engine().dropout(g, dropout, sink.grad, Write.ADD);
          }
        });
    return result;
  }

  /** Normalizes every column; see {@link BatchNorm}. */
  public Tensor batchNorm(BatchNorm state) {
    Matrix x = value();
    Normalization norm = state.normalization(tape, x);
    Matrix out = tape.matrix(rows, cols);
    engine().batchNorm(x, norm, out);
    Tensor result = new Tensor(tape, out, tape.trainableRows(rows));
    result.onBackward(
        g -> {
          Matrix all = gradRows == 0 || gradRows == rows ? null : tape.matrix(rows, cols);
          Write write = gradRows == 0 || all != null ? Write.SET : sink.writeGradient();
          Matrix into = gradRows == rows && rows > 0 ? grad() : all;
          NormGradients gradients =
              new NormGradients(into, state.scale().grad(), state.shift().grad());
          engine().batchNormGradient(x, norm, g, gradients, write);
          if (all != null) {
            passOn(all.rows(0, gradRows));
          }
        });
    return result;
  }

  /** Normalizes every row over its columns (Ba, Kiros and Hinton, 2016). */
  public Tensor layerNorm(Parameter scale, Parameter shift) {
    Matrix x = value();
    Matrix out = tape.matrix(rows, cols);
    Normalization norm =
        new Normalization(
            scale.value(), scale.value(), scale.value(), shift.value(), BatchNorm.EPSILON);
    engine().layerNorm(x, norm, out);
    Tensor result = new Tensor(tape, out, tape.trainableRows(rows));
    result.onBackward(g -> layerNormBackward(x, norm, g, scale, shift));
    return result;
  }

  /** Sum of two tensors of one shape. */
  public Tensor add(Tensor other) {
    other.value().requireShape(rows, cols);
    Matrix out = tape.matrix(rows, cols);
    engine().add(value(), other.value(), out);
    Tensor result = new Tensor(tape, out, Math.max(gradRows, other.gradRows));
    result.onBackward(
        g -> {
          if (gradRows > 0) {
            addGradient(g.rows(0, gradRows));
          }
          if (other.gradRows > 0) {
            other.passOn(g.rows(0, other.gradRows));
          }
        });
    return result;
  }

  /** The first {@code n} rows. */
  public Tensor head(int n) {
    if (n == rows) {
      return this;
    }
    if (sparse != null) {
      return new Tensor(tape, sparse.head(n));
    }
    Matrix first = value().rows(0, n);
    if (gradRows <= n) {
      return new Tensor(tape, Rows.of(first), this);
    }
    Tensor result = new Tensor(tape, first, n);
    result.onBackward(
        g -> {
          if (sink.grad == null) {
            sink.grad = tape.zeros(gradRows, cols);
          }
          engine().axpy(1, g, sink.grad.rows(0, n));
        });
    return result;
  }

  /**
   * Cross entropy of the softmax of some rows.
   *
   * @param labels class of every row
   * @param counted rows that count
   * @param count how many of {@code counted} are meant
   * @param scale factor of the sum, for example 1 / count for the mean
   * @return the loss; the backward pass begins with its gradient
   */
  public double crossEntropy(int[] labels, int[] counted, int count, double scale) {
    Accumulator loss = tape.accumulator();
    addCrossEntropy(new ClassTargets(labels, counted, count, scale), loss);
    return loss.value();
  }

  /** The same, added to what is looked at later: nobody waits until it has been computed. */
  public void addCrossEntropy(ClassTargets targets, Accumulator loss) {
    Matrix g = lossGradient();
    engine().crossEntropy(value(), targets, g, loss);
    keepLossGradient(g);
  }

  /**
   * Binary cross entropy of the logistic function of some rows, summed over their labels.
   *
   * @param labels 0 or 1, same shape as this tensor
   * @param counted rows that count
   * @param count how many of {@code counted} are meant
   * @param scale factor of the sum, for example 1 / (count * cols) for the mean
   * @return the loss; the backward pass begins with its gradient
   */
  public double bceWithLogits(Matrix labels, int[] counted, int count, double scale) {
    Accumulator loss = tape.accumulator();
    addBceWithLogits(new LabelTargets(labels, counted, count, scale), loss);
    return loss.value();
  }

  /** The same, added to what is looked at later. */
  public void addBceWithLogits(LabelTargets targets, Accumulator loss) {
    Matrix g = lossGradient();
    engine().binaryCrossEntropy(value(), targets, g, loss);
    keepLossGradient(g);
  }

  /**
   * Adds the Euclidean norms of all rows to the loss; a row of zeros gives no gradient.
   *
   * @return scale times their sum; the backward pass begins with its gradient too
   */
  public double addNormsToLoss(double scale) {
    Matrix g = lossGradient();
    Accumulator loss = tape.accumulator();
    engine().rowNorms(value(), scale, g, loss);
    keepLossGradient(g);
    return loss.value();
  }

  /**
   * A loss of some rows, each for itself; in their order, by the calling thread.
   *
   * @param counted rows that count
   * @param count how many of {@code counted} are meant
   * @param scale factor of the sum, for example 1 / count for the mean
   * @return the loss; the backward pass begins with its gradient
   */
  public double loss(RowLoss loss, int[] counted, int count, double scale) {
    Matrix g = lossGradient();
    if (g != null) {
      engine().clear(g);
    }
    double sum = new RowLosses(value(), g).sum(loss, counted, count, scale);
    keepLossGradient(g);
    return sum;
  }

  /** Runs {@code step} in the backward pass if gradient has arrived here by then. */
  void onBackward(Consumer<Matrix> step) {
    if (gradRows > 0) {
      tape.record(
          () -> {
            if (grad != null) {
              step.accept(grad);
            }
          });
    }
  }

  private Tensor biasedRelu(Tensor input, Parameter b) {
    Matrix out = tape.matrix(rows, cols);
    engine().addBiasRelu(input.value(), b.value(), out);
    Tensor result = new Tensor(tape, out, gradRows);
    result.onBackward(
        g -> {
          engine().reluGradient(out, g, g, Write.SET);
          biasBackward(g, input, b);
        });
    return result;
  }

  private void biasBackward(Matrix g, Tensor input, Parameter b) {
    engine().addColumnSums(g, b.grad());
    if (input.gradRows > 0) {
      input.passOn(g.rows(0, input.gradRows));
    }
  }

  private void layerNormBackward(
      Matrix x, Normalization norm, Matrix g, Parameter scale, Parameter shift) {
    Matrix all = gradRows == 0 ? null : tape.matrix(rows, cols);
    NormGradients gradients = new NormGradients(all, scale.grad(), shift.grad());
    engine().layerNormGradient(x, norm, g, gradients, Write.SET);
    if (all != null) {
      passOn(all.rows(0, gradRows));
    }
  }

  /** How to write the gradient, whose memory is there afterwards. */
  private Write writeGradient() {
    if (grad != null) {
      return Write.ADD;
    }
    grad = tape.matrix(gradRows, cols);
    return Write.SET;
  }

  /** Lets an operation write or add the gradient of the first rows, if anybody wants it. */
  void giveGradient(BiConsumer<Matrix, Write> operation) {
    if (gradRows > 0) {
      Write write = sink.writeGradient();
      operation.accept(grad(), write);
    }
  }

  /** Rows where they are, if they have not been put together yet. */
  Rows inPlace() {
    return source != null && value == null ? source : Rows.of(value());
  }

  /** Adds gradient whose memory nobody else uses any more. */
  private void passOn(Matrix g) {
    if (sink.grad == null) {
      sink.grad = g;
    } else {
      engine().axpy(1, g, sink.grad);
    }
  }

  /** Adds gradient whose memory somebody else uses too. */
  private void addGradient(Matrix g) {
    if (sink.grad == null) {
      sink.grad = tape.matrix(gradRows, cols);
      sink.grad.copyFrom(g);
    } else {
      engine().axpy(1, g, sink.grad);
    }
  }

  private @Nullable Matrix lossGradient() {
    if (gradRows > 0 && gradRows < rows) {
      throw new IllegalStateException("a loss needs gradient in all rows or none");
    }
    return gradRows == 0 ? null : tape.matrix(rows, cols);
  }

  private void keepLossGradient(@Nullable Matrix g) {
    if (g != null) {
      passOn(g);
    }
  }

  /** The step that it belongs to. */
  public Tape tape() {
    return tape;
  }

  private Engine engine() {
    return tape.engine();
  }
}
