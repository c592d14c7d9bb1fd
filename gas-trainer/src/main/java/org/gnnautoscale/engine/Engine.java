package org.gnnautoscale.engine;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a training step on dense matrices and sparse graphs.
 *
 * <p>{@link CpuEngine} is the fast one, {@link PlainEngine} the obvious one that it is checked
 * against. Outputs are given by the caller and do not overlap inputs unless an operation allows it.
 * Arguments named {@code write} say whether results overwrite the output or are added to it.
 * Results do not depend on the number of threads.
 *
 * <p>Nothing of a step needs to look at the values of a matrix between two operations: losses and
 * norms are added to an {@link Accumulator}, rounding errors to {@link RoundingErrors}, which are
 * read when an epoch is over. What a step computes on is asked for here, by {@link #workspace} and
 * {@link #matrix}. An engine whose memory is a GPU's can therefore queue all operations of a step.
 * Losses of one's own that are Java code for a row are the exception: they read its logits.
 *
 * <p>One thread calls at a time. Shapes that do not fit are an {@link IllegalArgumentException}.
 */
public interface Engine extends AutoCloseable {

  // ---- memory

  /** Memory for the temporary matrices of steps; the caller closes it before the engine. */
  Workspace workspace();

  /** A matrix of zeros for what outlives a step; the caller closes it before the engine. */
  Matrix matrix(long rows, int cols);

  /** x = 0. */
  void clear(Matrix x);

  /** x[r, 0] = what the host knows of row r, such as a factor by its degree. */
  void column(IntToDoubleFunction value, Matrix x);

  // ---- dense products

  /** out = a b. */
  void product(Matrix a, Matrix b, Matrix out, Write write);

  /** out = a bᵀ. */
  void productTransposed(Matrix a, Matrix b, Matrix out, Write write);

  /** out = aᵀ b. */
  void transposedProduct(Matrix a, Matrix b, Matrix out, Write write);

  // ---- graph

  /** out[v] = sum over the entries (v, w) of their weight times x[w]. */
  void aggregate(Adjacency adjacency, Rows x, Matrix out, Write write);

  /** Copies rows from where they are. */
  void gather(Rows x, Matrix out);

  /** Copies rows from where they are, and drops values on the way. */
  void gather(Rows x, Dropout dropout, Matrix out);

  /**
   * out = the halves nearest to {@code x}; the largest one for what is beyond it, and what is not a
   * number stays none.
   *
   * @param errors how far they are from each other: added to
   */
  void round(Matrix x, Halves out, RoundingErrors errors);

  /**
   * Sums in which every entry has a weight for each head: out[v] = sum of weights[e] times x[w].
   *
   * @param arcs which row of {@code weights} belongs to an entry; null: that of its number
   * @param weights [entries, heads]; a head weighs as many of the columns of {@code x} as another
   */
  void aggregateHeads(
      Adjacency adjacency,
      int @Nullable [] arcs,
      Matrix weights,
      Matrix x,
      Matrix out,
      Write write);

  /** out[e, h] = the product of y[v] and x[w] over the columns of head h, for each entry (v, w). */
  void edgeProducts(Adjacency adjacency, Matrix y, Matrix x, Matrix out);

  /** out[r, h] = the product of x[r] and a vector [1, cols] over the columns of head h. */
  void headProducts(Matrix x, Matrix vector, Matrix out);

  /** Gradient of {@link #headProducts} by the first rows of {@code x}. */
  void headProductsGradient(Matrix gradient, Matrix vector, Matrix out, Write write);

  /** Adds the gradient of {@link #headProducts} by its vector; out is [1, cols]. */
  void addHeadProductsGradient(Matrix x, Matrix gradient, Matrix out);

  /**
   * Attention: for each target and head, the softmax of its entries' scores after a leaky ReLU.
   *
   * @param scores what is added up to the score of an entry
   * @param out [entries, heads]
   */
  void edgeSoftmax(Adjacency adjacency, EdgeScores scores, Matrix out);

  /**
   * Gradient of {@link #edgeSoftmax} by the score of each entry, before the leaky ReLU.
   *
   * @param softmax what that returned
   * @param gradient by it; may be {@code out}
   */
  void edgeSoftmaxGradient(
      Adjacency adjacency, EdgeScores scores, Matrix softmax, Matrix gradient, Matrix out);

  /**
   * The largest or smallest value of the sources, column by column; 0 where there are none.
   *
   * @param arcs [targets, cols]: as bits of an int, the entry that it came from, the first of equal
   *     ones; -1 for none
   */
  void aggregateExtreme(Adjacency adjacency, Rows x, Extreme extreme, Matrix out, Matrix arcs);

  /**
   * Gradient of {@link #aggregateExtreme} by the first sources.
   *
   * @param adjacency its transpose is that of as many columns as {@code out} has rows
   */
  void aggregateExtremeGradient(
      Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out, Write write);

  // ---- sparse features

  /** out = x w; {@code x} as it is. */
  void sparseProduct(SparseRows x, Matrix w, Matrix out);

  /** out = dropout(x) w; the mask's column is the position of a non-zero within its row. */
  void sparseProduct(SparseRows x, Dropout dropout, Matrix w, Matrix out);

  /** out = dropout(x), dense; values of one place add up, and the mask's column is as above. */
  void toDense(SparseRows x, @Nullable Dropout dropout, Matrix out);

  /** out += xᵀ y. */
  void addSparseTransposedProduct(SparseRows x, Matrix y, Matrix out);

  /** out += dropout(x)ᵀ y; mask as in {@link #sparseProduct}. */
  void addSparseTransposedProduct(SparseRows x, Dropout dropout, Matrix y, Matrix out);

  // ---- element by element; out may be an input

  /** Drops values; the backward pass is the same operation on the gradient. */
  void dropout(Matrix x, Dropout dropout, Matrix out, Write write);

  /** out = x + bias, for every row; bias is [1, cols]. */
  void addBias(Matrix x, Matrix bias, Matrix out);

  /** out = max(x + bias, 0), for every row. */
  void addBiasRelu(Matrix x, Matrix bias, Matrix out);

  /** out = max(x, 0). */
  void relu(Matrix x, Matrix out);

  /** Gradient of {@link #relu}: that of the output, where the output {@code y} is above 0. */
  void reluGradient(Matrix y, Matrix yGradient, Matrix out, Write write);

  /** out = a + b. */
  void add(Matrix a, Matrix b, Matrix out);

  /** out = alpha a + beta b. */
  void combine(float alpha, Matrix a, float beta, Matrix b, Matrix out);

  /** out = a b, value by value. */
  void multiply(Matrix a, Matrix b, Matrix out, Write write);

  /** Every row times a factor of its own; factors are [rows, 1]. */
  void scaleRows(Matrix x, Matrix factors, Matrix out, Write write);

  /** out = (1 + factor) x; factor is [1, 1]. */
  void scaleByOnePlus(Matrix factor, Matrix x, Matrix out, Write write);

  /** x += share (alpha target - x): a running mean that follows what it is given. */
  void follow(Matrix x, float share, float alpha, Matrix target);

  /** Any function of one value. */
  void map(Matrix x, Pointwise function, Matrix out);

  /** Gradient of {@link #map}, whose result was {@code y}. */
  void mapGradient(
      Matrix x, Matrix y, Pointwise function, Matrix yGradient, Matrix out, Write write);

  /** Columns of one matrix become columns of another of as many rows. */
  void copyColumns(Matrix x, int firstCol, Matrix out, int firstOut, int cols, Write write);

  /** Standard normal numbers, a function of the key and the place alone. */
  void normal(long key, Matrix out);

  /** out += alpha x. */
  void axpy(float alpha, Matrix x, Matrix out);

  /** x = alpha x. */
  void scale(float alpha, Matrix x);

  // ---- sums over rows

  /** out[0, c] += sum of column c: the gradient of a bias. */
  void addColumnSums(Matrix x, Matrix out);

  /** out += sum of the products of all values; out is [1, 1]. */
  void addDot(Matrix a, Matrix b, Matrix out);

  /** Adds the squares of all values. */
  void squaredNorm(Matrix x, Accumulator sum);

  // ---- optimizer

  /**
   * Scales gradients so that their norm, of all together, is at most {@code mostNorm}; as PyTorch's
   * {@code clip_grad_norm_} does, which adds 1e-6 to the norm that it divides by.
   */
  void clip(List<Matrix> gradients, double mostNorm);

  /**
   * Moves values along their gradients, and clears these.
   *
   * @param values [1, n]
   * @param gradients [1, n]
   * @param moments [update.rule().moments(), n]
   */
  void update(Matrix values, Matrix gradients, Matrix moments, Update update);

  // ---- normalization

  /**
   * Mean and variance (divided by the number of rows) of every column.
   *
   * @param mean [1, cols], overwritten
   * @param variance [1, cols], overwritten
   */
  void columnMoments(Matrix x, Matrix mean, Matrix variance);

  /** out = (x - mean) / sqrt(variance + eps) * scale + shift, by column. */
  void batchNorm(Matrix x, Normalization norm, Matrix out);

  /**
   * Gradients of {@link #batchNorm} where mean and variance are those of {@code x}.
   *
   * @param gradients of scale and shift: added to; of x: written as {@code write} says
   */
  void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write);

  /**
   * out = (x - mean) / sqrt(variance + eps) * scale + shift, mean and variance of each row.
   *
   * @param norm its mean and variance are not read
   */
  void layerNorm(Matrix x, Normalization norm, Matrix out);

  /** Gradients of {@link #layerNorm}, as in {@link #batchNormGradient}. */
  void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write);

  // ---- losses

  /**
   * Cross entropy of the softmax of some rows.
   *
   * @param logits one row a node, one column a class
   * @param targets which rows count, and their classes
   * @param gradient of the loss, or null if nobody needs it: set in the rows that count, 0
   *     elsewhere
   * @param loss what is added to: targets.scale times the sum over the rows that count
   */
  void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss);

  /**
   * Binary cross entropy of the logistic function of some rows, summed over columns.
   *
   * @param logits one row a node, one column a label
   * @param targets which rows count, and their labels
   * @param gradient of the loss, or null if nobody needs it: set in the rows that count, 0
   *     elsewhere
   * @param loss what is added to: targets.scale times the sum over the rows that count
   */
  void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss);

  /**
   * Adds scale times the Euclidean norms of all rows.
   *
   * @param gradient of what is added, or null if nobody needs it: set; 0 for a row of zeros
   * @param loss what is added to
   */
  void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss);

  /** Ends the engine's threads. */
  @Override
  void close();
}
