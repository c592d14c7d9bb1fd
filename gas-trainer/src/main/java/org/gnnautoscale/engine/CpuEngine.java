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

  /** Values of one piece: some 50 us of work, a multiple of what it costs to hand it out. */
  private static final int PIECE = 1 << 17;

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
  private long[] starts = {};

  /** An engine of that many threads, the caller's among them. */
  public CpuEngine(int threads) {
    this.pool = new Pool(threads);
    this.dense = new DenseProducts(pool, scratch);
    this.heads = new HeadVectors(dense, scratch);
    this.aggregation = new Aggregation(pool, scratch);
    this.reductions = new Reductions(pool, scratch);
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
    pieces(x, (at, n) -> Elementwise.clear(x.address() + at, n));
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
    aggregation.aggregate(adjacency, rowSums(x), out, write);
    scratch.reset(mark);
  }

  private RowSums rowSums(Rows x) {
    return x.count() == 0 ? RowSums.of(x.head()) : RowSums.of(x.cols(), starts(x));
  }

  /** Addresses of all rows in single precision. */
  private long[] starts(Rows x) {
    if (starts.length < x.numRows()) {
      starts = new long[Adjacency.grown(x.numRows())];
    }
    int first = Math.toIntExact(x.head().rows());
    long width = 4L * x.cols();
    for (int r = 0; r < first; r++) {
      starts[r] = x.head().address() + r * width;
    }
    if (x.isHalf()) {
      // 70,000 rows of 256 halves and 500,000 arcs, half of them from there: 1.2 times the time of
      // single precision; a kernel that converts a row for each of its arcs takes 2.6 times
      Matrix floats = scratch.matrix(x.count(), x.cols());
      copyTable(x, floats);
      for (int i = 0; i < x.count(); i++) {
        starts[first + i] = floats.address() + i * width;
      }
    } else {
      for (int i = 0; i < x.count(); i++) {
        starts[first + i] = x.address(i);
      }
    }
    return starts;
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
    new Extremes(pool, adjacency, x.cols()).take(starts(x), extreme, out, arcs);
    scratch.reset(mark);
  }

  @Override
  public void aggregateExtremeGradient(
      Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out, Write write) {
    Shapes.extremeGradient(adjacency, arcs, gradient, out);
    int sources = Math.toIntExact(out.rows());
    if (write == Write.SET) {
      clear(out);
    }
    new Extremes(pool, adjacency, out.cols()).giveBack(arcs, gradient, sources, out);
  }

  @Override
  public void gather(Rows x, Matrix out) {
    Shapes.gather(x, out);
    int head = Math.toIntExact(x.head().rows());
    copy(x.head(), out.rows(0, head));
    copyTable(x, out.rows(head, out.rows()));
  }

  private void copyTable(Rows x, Matrix out) {
    boolean isHalf = x.isHalf();
    long width = 4L * x.cols();
    pool.run(
        x.count(),
        rowsOfPiece(x.cols()),
        (from, to) -> {
          for (int i = (int) from; i < to; i++) {
            long at = out.address() + i * width;
            if (isHalf) {
              HalfFloats.toFloats(x.address(i), at, x.cols());
            } else {
              Elementwise.copy(x.address(i), at, x.cols());
            }
          }
        });
  }

  @Override
  public void gather(Rows x, Dropout dropout, Matrix out) {
    Shapes.gather(x, out);
    if (x.cols() <= Dropout.NARROW) {
      gather(x, out);
      dropout(out, dropout, out, Write.SET);
      return;
    }
    int head = Math.toIntExact(x.head().rows());
    boolean isHalf = x.isHalf();
    Dropouts mask = new Dropouts(dropout);
    long width = 4L * x.cols();
    pool.run(
        x.numRows(),
        rowsOfPiece(x.cols()),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            long at = out.address() + r * width;
            long row = r < head ? x.head().address() + r * width : x.address((int) r - head);
            if (isHalf && r >= head) {
              // the nearest cache holds a row until its values are dropped
              HalfFloats.toFloats(row, at, x.cols());
              row = at;
            }
            mask.put(r, x.cols(), row, at, Write.SET);
          }
        });
  }

  @Override
  public void round(Matrix x, Halves out, RoundingErrors errors) {
    Shapes.same(x, out);
    RoundingError[] pieces = new RoundingError[Pool.pieces(x.size(), PIECE)];
    pool.run(
        x.size(),
        PIECE,
        (from, to) -> {
          RoundingError own = RoundingError.NONE;
          for (long i = from; i < to; i += ROUNDED) {
            int n = (int) Math.min(ROUNDED, to - i);
            own = own.plus(HalfFloats.toHalves(x.address() + 4 * i, out.address() + 2 * i, n));
          }
          pieces[(int) (from / PIECE)] = own;
        });
    for (RoundingError piece : pieces) {
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
        Math.max(16, PIECE / work),
        (from, to) -> products.product((int) from, (int) to, w, out));
  }

  @Override
  public void toDense(SparseRows x, @Nullable Dropout dropout, Matrix out) {
    Shapes.dense(x, out);
    SparseProducts values = new SparseProducts(x, dropout);
    pool.run(
        x.numRows(),
        rowsOfPiece(x.width()),
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
    boolean small = x.numValues() * y.cols() < 2L * PIECE;
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
        rowsOfPiece(cols),
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
    rowPieces(
        x,
        (at, rows) -> Elementwise.addBias(x.address() + at, b, out.address() + at, rows, x.cols()));
  }

  @Override
  public void addBiasRelu(Matrix x, Matrix bias, Matrix out) {
    Shapes.same(x, out);
    Shapes.perColumn(x, bias);
    long b = bias.address();
    rowPieces(
        x,
        (at, rows) ->
            Elementwise.addBiasRelu(x.address() + at, b, out.address() + at, rows, x.cols()));
  }

  @Override
  public void relu(Matrix x, Matrix out) {
    Shapes.same(x, out);
    pieces(x, (at, n) -> Elementwise.relu(x.address() + at, out.address() + at, n));
  }

  @Override
  public void reluGradient(Matrix y, Matrix yGradient, Matrix out, Write write) {
    Shapes.same(y, yGradient, out);
    long g = yGradient.address();
    if (write == Write.SET) {
      pieces(
          y,
          (at, n) -> Elementwise.setReluGradient(y.address() + at, g + at, out.address() + at, n));
    } else {
      pieces(
          y,
          (at, n) -> Elementwise.addReluGradient(y.address() + at, g + at, out.address() + at, n));
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    pieces(
        a, (at, n) -> Elementwise.add(a.address() + at, b.address() + at, out.address() + at, n));
  }

  @Override
  public void combine(float alpha, Matrix a, float beta, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    pieces(
        a,
        (at, n) ->
            Elementwise.combine(
                alpha, a.address() + at, beta, b.address() + at, out.address() + at, n));
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.same(a, b, out);
    pieces(
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
        rowsOfPiece(x.cols()),
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
    pieces(x, (at, n) -> Elementwise.scaled(by, x.address() + at, out.address() + at, n, write));
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
      pieces(x, MAPPED, (at, n) -> Elementwise.elu(x.address() + at, out.address() + at, n));
      return;
    }
    pieces(
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
      pieces(
          x,
          MAPPED,
          (at, n) ->
              Elementwise.eluGradient(y.address() + at, g + at, out.address() + at, n, write));
      return;
    }
    pieces(
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
        rowsOfPiece(cols),
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
        PIECE,
        (from, to) -> Elementwise.dot(a.address() + 4 * from, b.address() + 4 * from, to - from));
  }

  @Override
  public void axpy(float alpha, Matrix x, Matrix out) {
    Shapes.same(x, out);
    pieces(x, (at, n) -> Elementwise.axpy(alpha, x.address() + at, out.address() + at, n));
  }

  @Override
  public void scale(float alpha, Matrix x) {
    pieces(x, (at, n) -> Elementwise.scale(alpha, x.address() + at, n));
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
    pool.run(values.size(), PIECE / 8, updates::move);
  }

  @Override
  public void columnMoments(Matrix x, Matrix mean, Matrix variance) {
    Shapes.perColumn(x, mean, variance);
    reductions.moments(x, mean, variance);
  }

  @Override
  public void batchNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    Workspace.Mark mark = scratch.mark();
    Matrix factor = scratch.matrix(1, x.cols());
    Matrix shift = scratch.matrix(1, x.cols());
    BatchNorms.forward(norm, factor, shift);
    rowPieces(
        x,
        (at, rows) ->
            Elementwise.affine(
                x.address() + at,
                factor.address(),
                shift.address(),
                out.address() + at,
                rows,
                x.cols()));
    scratch.reset(mark);
  }

  @Override
  public void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    BatchNorms.Sums sums = reductions.batchNormSums(x, norm, outGradient);
    sums.addTo(gradients);
    Matrix into = gradients.x();
    if (into == null) {
      return;
    }
    Workspace.Mark mark = scratch.mark();
    Matrix factors = scratch.matrix(3, x.cols());
    Columns.Coefficients by = sums.coefficients(x.rows(), factors);
    long g = outGradient.address();
    rowPieces(
        x,
        (at, rows) ->
            Columns.combine(
                g + at, x.address() + at, by, into.address() + at, rows, x.cols(), write));
    scratch.reset(mark);
  }

  @Override
  public void layerNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    LayerNorms rows = new LayerNorms(x, norm);
    long width = 4L * x.cols();
    pool.run(
        x.rows(),
        rowsOfPiece(x.cols()),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            rows.forward(x.address() + r * width, out.address() + r * width);
          }
        });
  }

  @Override
  public void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    LayerNorms rows = new LayerNorms(x, norm);
    reductions.layerNormSums(x, rows, outGradient, gradients);
    Matrix into = gradients.x();
    if (into == null) {
      return;
    }
    long width = 4L * x.cols();
    long g = outGradient.address();
    pool.run(
        x.rows(),
        rowsOfPiece(x.cols()),
        (from, to) -> {
          for (long at = from * width; at < to * width; at += width) {
            rows.backward(x.address() + at, g + at, into.address() + at, write);
          }
        });
  }

  @Override
  public void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    clearIfWanted(gradient);
    Losses losses = new Losses(logits, targets.scale(), gradient);
    double total =
        reductions.sum(
            targets.count(),
            rowsOfPiece(4 * logits.cols()),
            (from, to) -> {
              double sum = 0;
              for (int i = (int) from; i < to; i++) {
                sum += losses.crossEntropy(targets.row(i), targets.label(targets.row(i)));
              }
              return sum;
            });
    loss.add(targets.scale() * total);
  }

  @Override
  public void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    clearIfWanted(gradient);
    Losses losses = new Losses(logits, targets.scale(), gradient);
    double total =
        reductions.sum(
            targets.count(),
            rowsOfPiece(4 * logits.cols()),
            (from, to) -> {
              double sum = 0;
              for (int i = (int) from; i < to; i++) {
                sum += losses.binaryCrossEntropy(targets.row(i), targets.labels());
              }
              return sum;
            });
    loss.add(targets.scale() * total);
  }

  @Override
  public void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.rowNorms(x, gradient);
    long width = 4L * x.cols();
    long to = gradient == null ? 0 : gradient.address() - x.address();
    double sum =
        reductions.sum(
            x.rows(),
            rowsOfPiece(x.cols()),
            (first, last) -> {
              double norms = 0;
              for (long at = x.address() + first * width, n = first; n < last; n++, at += width) {
                double norm = Math.sqrt(Elementwise.dot(at, at, x.cols()));
                norms += norm;
                if (gradient != null) {
                  float factor = norm > 0 ? (float) (scale / norm) : 0;
                  Elementwise.combine(factor, at, 0, at, at + to, x.cols());
                }
              }
              return norms;
            });
    loss.add(scale * sum);
  }

  @Override
  public void close() {
    pool.close();
    scratch.close();
  }

  private void copy(Matrix from, Matrix to) {
    pieces(from, (at, n) -> Elementwise.copy(from.address() + at, to.address() + at, n));
  }

  private void clearIfWanted(@Nullable Matrix gradient) {
    if (gradient != null) {
      clear(gradient);
    }
  }

  static long rowsOfPiece(int cols) {
    return Math.max(1, PIECE / Math.max(1, cols));
  }

  /** Computes {@code n} values or rows whose first is {@code at} bytes behind the matrix's. */
  @FunctionalInterface
  private interface Piece {
    void compute(long at, long n);
  }

  private void pieces(Matrix x, Piece piece) {
    pieces(x, PIECE, piece);
  }

  private void pieces(Matrix x, int values, Piece piece) {
    pool.run(x.size(), values, (from, to) -> piece.compute(4 * from, to - from));
  }

  private void rowPieces(Matrix x, Piece piece) {
    long width = 4L * x.cols();
    pool.run(x.rows(), rowsOfPiece(x.cols()), (from, to) -> piece.compute(width * from, to - from));
  }
}
