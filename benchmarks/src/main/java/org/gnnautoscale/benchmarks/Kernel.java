package org.gnnautoscale.benchmarks;

import java.util.List;
import org.gnnautoscale.engine.ClassTargets;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Extreme;
import org.gnnautoscale.engine.LabelTargets;
import org.gnnautoscale.engine.NormGradients;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;

/** Every operation of an engine, on a batch of usual size. */
public enum Kernel {
  CLEAR((e, d) -> e.clear(d.out)),
  COLUMN((e, d) -> e.column(r -> 0.5 * r, d.factors)),
  PRODUCT((e, d) -> e.product(d.x, d.square, d.out, Write.SET)),
  PRODUCT_TRANSPOSED((e, d) -> e.productTransposed(d.x, d.square, d.out, Write.SET)),
  TRANSPOSED_PRODUCT((e, d) -> e.transposedProduct(d.x, d.y, d.weightGradient, Write.SET)),

  AGGREGATE((e, d) -> e.aggregate(d.edges, d.pulled, d.out, Write.SET)),
  AGGREGATE_BACK((e, d) -> e.aggregate(d.back, Rows.of(d.y), d.out, Write.SET)),
  AGGREGATE_HEADS((e, d) -> e.aggregateHeads(d.edges, null, d.attention, d.all, d.out, Write.SET)),
  AGGREGATE_HEADS_BACK(
      (e, d) -> e.aggregateHeads(d.back, d.backArcs, d.attention, d.y, d.out, Write.SET)),
  EDGE_PRODUCTS((e, d) -> e.edgeProducts(d.edges, d.y, d.all, d.scores)),
  HEAD_PRODUCTS((e, d) -> e.headProducts(d.x, d.row, d.ofHeads)),
  HEAD_PRODUCTS_GRADIENT((e, d) -> e.headProductsGradient(d.ofHeads, d.row, d.out, Write.SET)),
  HEAD_PRODUCTS_VECTOR_GRADIENT((e, d) -> e.addHeadProductsGradient(d.x, d.ofHeads, d.columns)),
  EDGE_SOFTMAX((e, d) -> e.edgeSoftmax(d.edges, d.ends, d.scores)),
  EDGE_SOFTMAX_GRADIENT(
      (e, d) -> e.edgeSoftmaxGradient(d.edges, d.ends, d.attention, d.attention, d.scores)),
  MAX((e, d) -> e.aggregateExtreme(d.edges, d.pulled, Extreme.MAX, d.out, d.chosen)),
  MAX_GRADIENT((e, d) -> e.aggregateExtremeGradient(d.edges, d.chosen, d.y, d.out, Write.SET)),

  PULL((e, d) -> e.gather(d.pulled, d.all)),
  PULL_WITH_DROPOUT((e, d) -> e.gather(d.pulled, d.dropout, d.all)),
  PUSH((e, d) -> e.gather(Rows.of(d.x), d.out)),
  ROUND((e, d) -> e.round(d.x, d.halves, d.errors)),
  PULL_OF_HALVES((e, d) -> e.gather(d.pulledHalves, d.all)),
  PULL_OF_HALVES_WITH_DROPOUT((e, d) -> e.gather(d.pulledHalves, d.dropout, d.all)),
  AGGREGATE_HALVES((e, d) -> e.aggregate(d.edges, d.pulledHalves, d.out, Write.SET)),
  TO_DENSE((e, d) -> e.toDense(d.sparse, d.dropout, d.out)),
  SPARSE_PRODUCT((e, d) -> e.sparseProduct(d.sparse, d.dropout, d.square, d.out)),
  SPARSE_TRANSPOSED_PRODUCT(
      (e, d) -> e.addSparseTransposedProduct(d.sparse, d.dropout, d.y, d.weightGradient)),

  DROPOUT((e, d) -> e.dropout(d.x, d.dropout, d.out, Write.SET)),
  DROPOUT_OF_ATTENTION((e, d) -> e.dropout(d.attention, d.dropout, d.scores, Write.SET)),
  ADD_BIAS((e, d) -> e.addBias(d.x, d.row, d.out)),
  ADD_BIAS_RELU((e, d) -> e.addBiasRelu(d.x, d.row, d.out)),
  RELU((e, d) -> e.relu(d.x, d.out)),
  RELU_GRADIENT((e, d) -> e.reluGradient(d.x, d.y, d.out, Write.SET)),
  ELU((e, d) -> e.map(d.x, Pointwise.ELU, d.out)),
  ELU_GRADIENT((e, d) -> e.mapGradient(d.x, d.y, Pointwise.ELU, d.y, d.out, Write.SET)),
  ADD((e, d) -> e.add(d.x, d.y, d.out)),
  COMBINE((e, d) -> e.combine(0.9f, d.x, 0.1f, d.y, d.out)),
  MULTIPLY((e, d) -> e.multiply(d.x, d.y, d.out, Write.SET)),
  SCALE_ROWS((e, d) -> e.scaleRows(d.x, d.factors, d.out, Write.SET)),
  SCALE_BY_ONE_PLUS((e, d) -> e.scaleByOnePlus(d.factors.row(0), d.x, d.out, Write.SET)),
  SCALE((e, d) -> e.scale(1, d.out)),
  DOT((e, d) -> e.addDot(d.x, d.y, d.factors.row(0))),
  SQUARED_NORM((e, d) -> e.squaredNorm(d.x, d.loss)),
  NORMAL((e, d) -> e.normal(7, d.out)),
  CLIP((e, d) -> e.clip(List.of(d.gradients), 1)),
  COPY_COLUMNS((e, d) -> e.copyColumns(d.x, 0, d.out, 0, d.x.cols() / 2, Write.SET)),
  AXPY((e, d) -> e.axpy(0.1f, d.x, d.out)),
  COLUMN_SUMS((e, d) -> e.addColumnSums(d.x, d.columns)),

  COLUMN_MOMENTS((e, d) -> e.columnMoments(d.x, d.columns, d.row)),
  BATCH_NORM((e, d) -> e.batchNorm(d.x, d.norm, d.out)),
  BATCH_NORM_GRADIENT(
      (e, d) ->
          e.batchNormGradient(
              d.x, d.norm, d.y, new NormGradients(d.out, d.columns, d.columns), Write.SET)),
  LAYER_NORM((e, d) -> e.layerNorm(d.x, d.norm, d.out)),
  LAYER_NORM_GRADIENT(
      (e, d) ->
          e.layerNormGradient(
              d.x, d.norm, d.y, new NormGradients(d.out, d.columns, d.columns), Write.SET)),

  CROSS_ENTROPY(
      (e, d) ->
          e.crossEntropy(
              d.x, new ClassTargets(d.classes, d.rows, d.rows.length, 1), d.out, d.loss)),
  BINARY_CROSS_ENTROPY(
      (e, d) ->
          e.binaryCrossEntropy(
              d.x, new LabelTargets(d.labels, d.rows, d.rows.length, 1), d.out, d.loss)),
  ROW_NORMS((e, d) -> e.rowNorms(d.x, 1, d.out, d.loss)),
  ADAM((e, d) -> e.update(d.values, d.gradients, d.moments, d.update));

  @SuppressWarnings("ImmutableEnumChecker") // calls keep nothing
  private final Call call;

  Kernel(Call call) {
    this.call = call;
  }

  /** Calls an operation. */
  @FunctionalInterface
  private interface Call {
    void on(Engine engine, KernelData data);
  }

  /** Computes it once. */
  public void run(Engine engine, KernelData data) {
    call.on(engine, data);
  }
}
