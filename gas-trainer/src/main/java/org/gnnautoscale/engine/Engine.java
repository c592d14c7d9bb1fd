package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a training step on dense matrices and sparse graphs.
 *
 * <p>{@link CpuEngine} is the fast one, {@link PlainEngine} the obvious one that it is checked
 * against. Outputs are given by the caller and do not overlap inputs unless an operation allows it.
 * Arguments named {@code write} say whether results overwrite the output or are added to it.
 * Results do not depend on the number of threads.
 *
 * <p>One thread calls at a time. Shapes that do not fit are an {@link IllegalArgumentException}.
 */
public interface Engine extends AutoCloseable {

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

  // ---- sparse features

  /** out = x w; {@code x} as it is. */
  void sparseProduct(SparseRows x, Matrix w, Matrix out);

  /** out = dropout(x) w; the mask's column is the position of a non-zero within its row. */
  void sparseProduct(SparseRows x, Dropout dropout, Matrix w, Matrix out);

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

  /** out += alpha x. */
  void axpy(float alpha, Matrix x, Matrix out);

  /** x = alpha x. */
  void scale(float alpha, Matrix x);

  // ---- sums over rows

  /** out[0, c] += sum of column c: the gradient of a bias. */
  void addColumnSums(Matrix x, Matrix out);

  /** Sum of the squares of all values. */
  double squaredNorm(Matrix x);

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
   * @return targets.scale times the sum over the rows that count
   */
  double crossEntropy(Matrix logits, ClassTargets targets, @Nullable Matrix gradient);

  /**
   * Binary cross entropy of the logistic function of some rows, summed over columns.
   *
   * @param logits one row a node, one column a label
   * @param targets which rows count, and their labels
   * @param gradient of the loss, or null if nobody needs it: set in the rows that count, 0
   *     elsewhere
   * @return targets.scale times the sum over the rows that count
   */
  double binaryCrossEntropy(Matrix logits, LabelTargets targets, @Nullable Matrix gradient);

  /** Ends the engine's threads. */
  @Override
  void close();
}
