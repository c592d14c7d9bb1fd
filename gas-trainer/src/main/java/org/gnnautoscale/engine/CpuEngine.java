package org.gnnautoscale.engine;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The operations on the Vector API and OpenBLAS, over a fixed pool of threads.
 *
 * <p>Every operation is cut into pieces whose bounds depend on its shapes alone, and sums over
 * pieces are added in the order of the pieces: the same inputs give the same bits with any number
 * of threads. What is too small to be shared runs on the calling thread.
 *
 * <p>Owns its threads and a small workspace until {@link #close}.
 */
public final class CpuEngine implements Engine {

  /** Values whose rounding errors are summed up in single precision. */
  private static final int ROUNDED = 1 << 12;

  /** Values of a piece where each needs a call, and perhaps an exponential. */
  private static final int MAPPED = 1 << 13;

  private final Pool pool;
  private final Workspace scratch = new Workspace();
  private final DenseProducts dense;
  private final HeadVectors heads;
  private final Aggregation aggregation;
  private final Reductions reductions;
  private final Pieces pieces;
  private final PulledRows rows;
  private final NormKernels norms;
  private final LossKernels losses;

  /** An engine of that many threads, the caller's among them. */
  public CpuEngine(int threads) {
    this.pool = new Pool(threads);
    this.dense = new DenseProducts(pool, scratch);
    this.heads = new HeadVectors(dense, scratch);
    this.aggregation = new Aggregation(pool, scratch);
    this.reductions = new Reductions(pool, scratch);
    this.pieces = new Pieces(pool);
    this.rows = new PulledRows(pool, scratch);
    this.norms = new NormKernels(pool, scratch, reductions);
    this.losses = new LossKernels(pool, reductions);
  }

  /** Number of computing threads. */
  public int threads() {
    return pool.threads();
  }

  @Override
  public Workspace workspace() {
    return new Workspace();
  }

  @Override
  public Matrix matrix(long rows, int cols) {
    return Matrix.allocate(rows, cols);
  }

  @Override
  public void clear(Matrix x) {
    pieces.clear(x);
  }

  @Override
  public void column(IntToDoubleFunction value, Matrix x) {
    x.requireShape(x.rows(), 1);
    pool.run(
        x.rows(),
        MAPPED,
        (from, to) -> {
          for (int r = (int) from; r < to; r++) {
            Simd.set(x.address() + 4L * r, (float) value.applyAsDouble(r));
          }
        });
  }

  @Override
  public void product(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.product(a, b, out);
    dense.product(a, b, out, write);
  }

  @Override
  public void productTransposed(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.productTransposed(a, b, out);
    dense.productTransposed(a, b, out, write);
  }

  @Override
  public void transposedProduct(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.transposedProduct(a, b, out);
    dense.transposedProduct(a, b, out, write);
  }

  @Override
  public void aggregate(Adjacency adjacency, Rows x, Matrix out, Write write) {
    Shapes.aggregate(adjacency, x, out);
    Workspace.Mark mark = scratch.mark();
    aggregation.aggregate(adjacency, rows.sums(x), out, write);
    scratch.reset(mark);
  }

  @Override
  public void aggregateHeads(
      Adjacency adjacency,
      int @Nullable [] arcs,
      Matrix weights,
      Matrix x,
      Matrix out,
      Write write) {
    Shapes.aggregateHeads(adjacency, arcs, weights, x, out);
    new HeadSums(pool, adjacency, x, weights.cols()).sum(arcs, weights, out, write);
  }

  @Override
  public void edgeProducts(Adjacency adjacency, Matrix y, Matrix x, Matrix out) {
    Shapes.aggregateHeads(adjacency, null, out, x, y);
    new HeadProducts(pool, adjacency, x, out.cols()).products(y, out);
  }

  @Override
  public void headProducts(Matrix x, Matrix vector, Matrix out) {
    Shapes.heads(x, vector, out);
    heads.products(x, vector, out);
  }

  @Override
  public void headProductsGradient(Matrix gradient, Matrix vector, Matrix out, Write write) {
    Shapes.heads(out, vector, gradient);
    heads.gradient(gradient, vector, out, write);
  }

  @Override
  public void addHeadProductsGradient(Matrix x, Matrix gradient, Matrix out) {
    Shapes.heads(x, out, gradient);
    heads.addVectorGradient(x, gradient, out);
  }

  @Override
  public void edgeSoftmax(Adjacency adjacency, EdgeScores scores, Matrix out) {
    Shapes.edgeScores(adjacency, scores, out);
    new Attention(pool, adjacency, scores).softmax(out);
  }

  @Override
  public void edgeSoftmaxGradient(
      Adjacency adjacency, EdgeScores scores, Matrix softmax, Matrix gradient, Matrix out) {
    Shapes.edgeScores(adjacency, scores, softmax, gradient, out);
    new Attention(pool, adjacency, scores).gradient(softmax, gradient, out);
  }

  @Override
  public void aggregateExtreme(
      Adjacency adjacency, Rows x, Extreme extreme, Matrix out, Matrix arcs) {
    Shapes.aggregate(adjacency, x, out);
    Shapes.same(out, arcs);
    Workspace.Mark mark = scratch.mark();
    new Extremes(pool, adjacency, x.cols()).take(rows.starts(x), extreme, out, arcs);
    scratch.reset(mark);
  }

  @Override
  public void aggregateExtremeGradient(
      Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out, Write write) {
    Shapes.extremeGradient(adjacency, arcs, gradient, out);
    int sources = Math.toIntExact(out.rows());
    if (write == Write.SET) {
      pieces.clear(out);
    }
    new Extremes(pool, adjacency, out.cols()).giveBack(arcs, gradient, sources, out);
  }

  @Override
  public void gather(Rows x, Matrix out) {
    Shapes.gather(x, out);
    rows.copy(x, out);
  }

  @Override
  public void gather(Rows x, Dropout dropout, Matrix out) {
    Shapes.gather(x, out);
    if (x.cols() <= Dropout.NARROW) {
      rows.copy(x, out);
      dropout(out, dropout, out, Write.SET);
    } else {
      rows.copy(x, dropout, out);
    }
  }

  @Override
  public void round(Matrix x, Halves out, RoundingErrors errors) {
    Shapes.same(x, out);
    RoundingError[] each = new RoundingError[Pool.pieces(x.size(), Pieces.VALUES)];
    pool.run(
        x.size(),
        Pieces.VALUES,
        (from, to) -> {
          RoundingError own = RoundingError.NONE;
          for (long i = from; i < to; i += ROUNDED) {
            int n = (int) Math.min(ROUNDED, to - i);
            own = own.plus(HalfFloats.toHalves(x.address() + 4 * i, out.address() + 2 * i, n));
          }
          each[(int) (from / Pieces.VALUES)] = own;
        });
    for (RoundingError piece : each) {
      errors.add(piece);
    }
  }

  @Override
  public void sparseProduct(SparseRows x, Matrix w, Matrix out) {
    sparseProduct(x, new SparseProducts(x, null), w, out);
  }

  @Override
  public void sparseProduct(SparseRows x, Dropout dropout, Matrix w, Matrix out) {
    sparseProduct(x, new SparseProducts(x, dropout), w, out);
  }

  private void sparseProduct(SparseRows x, SparseProducts products, Matrix w, Matrix out) {
    Shapes.sparseProduct(x, w, out);
    long work = Math.max(1, x.numValues() / Math.max(1, x.numRows())) * (long) w.cols();
    pool.run(
        x.numRows(),
        Math.max(16, Pieces.VALUES / work),
        (from, to) -> products.product((int) from, (int) to, w, out));
  }

  @Override
  public void toDense(SparseRows x, @Nullable Dropout dropout, Matrix out) {
    Shapes.dense(x, out);
    SparseProducts values = new SparseProducts(x, dropout);
    pool.run(
        x.numRows(),
        Pieces.rowsOf(x.width()),
        (from, to) -> values.copyTo((int) from, (int) to, out));
  }

  @Override
  public void addSparseTransposedProduct(SparseRows x, Matrix y, Matrix out) {
    addSparseTransposedProduct(x, new SparseProducts(x, null), y, out);
  }

  @Override
  public void addSparseTransposedProduct(SparseRows x, Dropout dropout, Matrix y, Matrix out) {
    addSparseTransposedProduct(x, new SparseProducts(x, dropout), y, out);
  }

  private void addSparseTransposedProduct(
      SparseRows x, SparseProducts products, Matrix y, Matrix out) {
    Shapes.sparseProduct(x, out, y);
    // ranges of features; their number does not change the order of any sum
    boolean small = x.numValues() * y.cols() < 2L * Pieces.VALUES;
    int ranges = small ? 1 : 2 * threads();
    long piece = Math.max(1, (x.width() + ranges - 1) / ranges);
    pool.run(x.width(), piece, (from, to) -> products.addTransposed((int) from, (int) to, y, out));
  }

  @Override
  public void dropout(Matrix x, Dropout dropout, Matrix out, Write write) {
    Shapes.same(x, out);
    int cols = x.cols() <= Dropout.NARROW ? Dropout.WIDE : x.cols();
    long size = x.size();
    Dropouts mask = new Dropouts(dropout);
    pool.run(
        (size + cols - 1) / cols,
        Pieces.rowsOf(cols),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            long at = 4 * r * cols;
            int n = (int) Math.min(cols, size - r * cols);
            mask.put(r, n, x.address() + at, out.address() + at, write);
          }
        });
  }

  @Override
  public void addBias(Matrix x, Matrix bias, Matrix out) {
    Shapes.same(x, out);
    Shapes.perColumn(x, bias);
    long b = bias.address();
    pieces.rows(
        x,
        (at, rows) -> Elementwise.addBias(x.address() + at, b, out.address() + at, rows, x.cols()));
  }

  @Override
  public void addBiasRelu(Matrix x, Matrix bias, Matrix out) {
    Shapes.same(x, out);
    Shapes.perColumn(x, bias);
    long b = bias.address();
    pieces.rows(
        x,
        (at, rows) ->
            Elementwise.addBiasRelu(x.address() + at, b, out.address() + at, rows, x.cols()));
  }

  @Override
  public void relu(Matrix x, Matrix out) {
    Shapes.same(x, out);
    pieces.values(x, (at, n) -> Elementwise.relu(x.address() + at, out.address() + at, n));
  }

  @Override
  public void reluGradient(Matrix y, Matrix yGradient, Matrix out, Write write) {
    Shapes.same(y, yGradient, out);
    long g = yGradient.address();
    if (write == Write.SET) {
      pieces.values(
          y,
          (at, n) -> Elementwise.setReluGradient(y.address() + at, g + at, out.address() + at, n));
    } else {
      pieces.values(
          y,
          (at, n) -> Elementwise.addReluGradient(y.address() + at, g + at, out.address() + at, n));
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    pieces.values(
        a, (at, n) -> Elementwise.add(a.address() + at, b.address() + at, out.address() + at, n));
  }

  @Override
  public void combine(float alpha, Matrix a, float beta, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    pieces.values(
        a,
        (at, n) ->
            Elementwise.combine(
                alpha, a.address() + at, beta, b.address() + at, out.address() + at, n));
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.same(a, b, out);
    pieces.values(
        a,
        (at, n) ->
            Elementwise.multiply(a.address() + at, b.address() + at, out.address() + at, n, write));
  }

  @Override
  public void scaleRows(Matrix x, Matrix factors, Matrix out, Write write) {
    Shapes.same(x, out);
    factors.requireShape(x.rows(), 1);
    long width = 4L * x.cols();
    pool.run(
        x.rows(),
        Pieces.rowsOf(x.cols()),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            float factor = Simd.get(factors.address() + 4 * r);
            long at = r * width;
            Elementwise.scaled(factor, x.address() + at, out.address() + at, x.cols(), write);
          }
        });
  }

  @Override
  public void scaleByOnePlus(Matrix factor, Matrix x, Matrix out, Write write) {
    factor.requireShape(1, 1);
    Shapes.same(x, out);
    float by = 1 + factor.get(0, 0);
    pieces.values(
        x, (at, n) -> Elementwise.scaled(by, x.address() + at, out.address() + at, n, write));
  }

  @Override
  public void follow(Matrix x, float share, float alpha, Matrix target) {
    Shapes.same(x, target);
    combine(1 - share, x, share * alpha, target, x);
  }

  @Override
  public void map(Matrix x, Pointwise function, Matrix out) {
    Shapes.same(x, out);
    if (function == Pointwise.ELU) {
      pieces.values(x, MAPPED, (at, n) -> Elementwise.elu(x.address() + at, out.address() + at, n));
      return;
    }
    pieces.values(
        x,
        MAPPED,
        (at, n) -> {
          for (long i = at; i < at + 4 * n; i += 4) {
            Simd.set(out.address() + i, function.value(Simd.get(x.address() + i)));
          }
        });
  }

  @Override
  public void mapGradient(
      Matrix x, Matrix y, Pointwise function, Matrix yGradient, Matrix out, Write write) {
    Shapes.same(x, y, yGradient, out);
    if (function == Pointwise.ELU) {
      long g = yGradient.address();
      pieces.values(
          x,
          MAPPED,
          (at, n) ->
              Elementwise.eluGradient(y.address() + at, g + at, out.address() + at, n, write));
      return;
    }
    pieces.values(
        x,
        MAPPED,
        (at, n) -> {
          for (long i = at; i < at + 4 * n; i += 4) {
            float slope = function.slope(Simd.get(x.address() + i), Simd.get(y.address() + i));
            float before = write == Write.ADD ? Simd.get(out.address() + i) : 0;
            Simd.set(out.address() + i, before + slope * Simd.get(yGradient.address() + i));
          }
        });
  }

  @Override
  public void copyColumns(Matrix x, int firstCol, Matrix out, int firstOut, int cols, Write write) {
    Shapes.columns(x, firstCol, out, firstOut, cols);
    pool.run(
        x.rows(),
        Pieces.rowsOf(cols),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            long source = x.address() + 4 * (r * x.cols() + firstCol);
            long target = out.address() + 4 * (r * out.cols() + firstOut);
            Elementwise.scaled(1, source, target, cols, write);
          }
        });
  }

  @Override
  public void normal(long key, Matrix out) {
    pool.run(out.rows(), Math.max(1, MAPPED / Math.max(1, out.cols())), new Normals(key, out));
  }

  @Override
  public void addDot(Matrix a, Matrix b, Matrix out) {
    Shapes.same(a, b);
    out.requireShape(1, 1);
    out.set(0, 0, (float) (out.get(0, 0) + dot(a, b)));
  }

  private double dot(Matrix a, Matrix b) {
    return reductions.sum(
        a.size(),
        Pieces.VALUES,
        (from, to) -> Elementwise.dot(a.address() + 4 * from, b.address() + 4 * from, to - from));
  }

  @Override
  public void axpy(float alpha, Matrix x, Matrix out) {
    Shapes.same(x, out);
    pieces.values(x, (at, n) -> Elementwise.axpy(alpha, x.address() + at, out.address() + at, n));
  }

  @Override
  public void scale(float alpha, Matrix x) {
    pieces.values(x, (at, n) -> Elementwise.scale(alpha, x.address() + at, n));
  }

  @Override
  public void addColumnSums(Matrix x, Matrix out) {
    Shapes.perColumn(x, out);
    double[] sums =
        reductions.columns(x, (at, rows, to) -> Columns.addSums(at, rows, x.cols(), to));
    Reductions.addTo(out, sums);
  }

  @Override
  public void squaredNorm(Matrix x, Accumulator sum) {
    sum.add(dot(x, x));
  }

  @Override
  public void clip(List<Matrix> gradients, double mostNorm) {
    double sum = 0;
    for (Matrix gradient : gradients) {
      sum += dot(gradient, gradient);
    }
    float factor = (float) Update.clipping(Math.sqrt(sum), mostNorm);
    for (Matrix gradient : gradients) {
      scale(factor, gradient);
    }
  }

  @Override
  public void update(Matrix values, Matrix gradients, Matrix moments, Update update) {
    Shapes.update(values, gradients, moments, update);
    Updates updates = new Updates(update, values, gradients, moments);
    pool.run(values.size(), Pieces.VALUES / 8, updates::move);
  }

  @Override
  public void columnMoments(Matrix x, Matrix mean, Matrix variance) {
    Shapes.perColumn(x, mean, variance);
    reductions.moments(x, mean, variance);
  }

  @Override
  public void batchNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    norms.batchNorm(x, norm, out);
  }

  @Override
  public void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    norms.batchNormGradient(x, norm, outGradient, gradients, write);
  }

  @Override
  public void layerNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    norms.layerNorm(x, norm, out);
  }

  @Override
  public void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    norms.layerNormGradient(x, norm, outGradient, gradients, write);
  }

  @Override
  public void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    losses.crossEntropy(logits, targets, gradient, loss);
  }

  @Override
  public void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    losses.binaryCrossEntropy(logits, targets, gradient, loss);
  }

  @Override
  public void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.rowNorms(x, gradient);
    losses.rowNorms(x, scale, gradient, loss);
  }

  @Override
  public void close() {
    pool.close();
    scratch.close();
  }
}
