package org.gnnautoscale.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;

/** Every operation of {@link Engine} on random data of one size, and the bits that it leaves. */
final class EveryOperation implements AutoCloseable {

  /**
   * How much data.
   *
   * @param rows of matrices, the sources of graphs among them
   * @param targets of graphs
   * @param arcs of graphs
   * @param cols of matrices
   * @param heads of attention, which is computed with one head too
   * @param features of sparse rows
   */
  record Sizes(int rows, int targets, int arcs, int cols, int heads, int features) {

    /** A few rows, fit for an interpreter. */
    static final Sizes SMALL = new Sizes(12, 12, 40, 38, 2, 30);

    /** Several pieces of every operation. */
    static final Sizes LARGE = new Sizes(5_000, 2_000, 40_000, 64, 8, 300);
  }

  /** Computes an output, which holds numbers before, or adds to a sum. */
  @FunctionalInterface
  private interface Computation {
    void compute(Engine engine, Matrix out, Accumulator sum);
  }

  private record Step(String name, int rows, int cols, Computation computation) {}

  private final Sizes sizes;
  private final RandomData data = new RandomData(3);
  private final List<Matrix> owned = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Dropout dropout = new Dropout(5, 0.4);
  private final Matrix x;
  private final Matrix y;
  private final Matrix row;
  private final Matrix start;
  private final Matrix room;

  EveryOperation(Sizes sizes) {
    this.sizes = sizes;
    this.x = matrix(sizes.rows(), sizes.cols());
    this.y = matrix(sizes.rows(), sizes.cols());
    this.row = matrix(1, sizes.cols());
    denseProducts();
    rowsFromElsewhere();
    sparseFeatures();
    elementByElement();
    pairsOfMatrices();
    rowByRow();
    sums();
    updates();
    normalization();
    losses();
    for (Adjacency graph : graphs()) {
      neighbors(graph);
      attention(graph, 1);
      attention(graph, sizes.heads());
    }
    headProducts(1);
    headProducts(sizes.heads());
    int most = steps.stream().mapToInt(step -> step.rows() * step.cols()).max().orElseThrow();
    this.start = matrix(most, 1);
    this.room = matrix(most, 1);
  }

  /** The name of each operation, and a hash of the bits that it leaves. */
  List<String> bits(Engine engine) {
    List<String> bits = new ArrayList<>();
    try (Workspace sums = new Workspace()) {
      for (Step step : steps) {
        Accumulator sum = sums.accumulator();
        Matrix out = Matrix.over(room.segment(), step.rows(), step.cols());
        out.copyFrom(Matrix.over(start.segment(), step.rows(), step.cols()));
        step.computation().compute(engine, out, sum);
        int hash = 31 * Arrays.hashCode(out.toArray()) + Double.hashCode(sum.value());
        bits.add(step.name() + ": " + hash);
      }
    }
    return bits;
  }

  private void denseProducts() {
    int cols = sizes.cols();
    Matrix w = matrix(cols, cols);
    // more than 2^18 values if the sizes are large: cut by its own rows
    int wide = sizes.rows() / 9;
    Matrix wideX = Matrix.over(x.segment(), x.size() / wide, wide);
    Matrix wideY = Matrix.over(y.segment(), y.size() / wide, wide);
    for (Write write : Write.values()) {
      add("product " + write, (e, out, sum) -> e.product(x, w, out, write));
      add("productTransposed " + write, (e, out, sum) -> e.productTransposed(x, w, out, write));
      add(
          "transposedProduct " + write,
          cols,
          cols,
          (e, out, sum) -> e.transposedProduct(x, y, out, write));
      add(
          "wide transposedProduct " + write,
          wide,
          wide,
          (e, out, sum) -> e.transposedProduct(wideX, wideY, out, write));
    }
  }

  /** A third of the rows are others of a table. */
  private Rows mixed(Halves table) {
    int halo = sizes.rows() / 3;
    long[] ids = LongStream.range(0, halo).map(i -> data.below(sizes.rows())).toArray();
    Matrix head = x.rows(0, sizes.rows() - halo);
    return table == null ? Rows.of(head, y, ids, halo) : Rows.of(head, table, ids, halo);
  }

  private Halves halves() {
    Halves table = over(matrix(sizes.rows(), sizes.cols()));
    new PlainEngine().round(y, table, new RoundingErrors());
    return table;
  }

  private static Halves over(Matrix memory) {
    return Halves.over(memory.segment(), memory.rows(), memory.cols());
  }

  private void rowsFromElsewhere() {
    Rows floats = mixed(null);
    Rows halves = mixed(halves());
    add("gather", (e, out, sum) -> e.gather(floats, out));
    add("gather halves", (e, out, sum) -> e.gather(halves, out));
    add("gather with dropout", (e, out, sum) -> e.gather(floats, dropout, out));
    add("gather halves with dropout", (e, out, sum) -> e.gather(halves, dropout, out));
    add(
        "round",
        (e, out, sum) -> {
          RoundingErrors errors = new RoundingErrors();
          e.round(x, over(out), errors);
          sum.add(errors.sum().hashCode());
        });
  }

  private void sparseFeatures() {
    int features = sizes.features();
    int cols = sizes.cols();
    SparseRows sparse = data.sparse(sizes.rows(), features, features / 8);
    Matrix w = matrix(features, cols);
    add("sparseProduct", (e, out, sum) -> e.sparseProduct(sparse, w, out));
    add("sparseProduct with dropout", (e, out, sum) -> e.sparseProduct(sparse, dropout, w, out));
    add("toDense", sizes.rows(), features, (e, out, sum) -> e.toDense(sparse, dropout, out));
    add(
        "addSparseTransposedProduct",
        features,
        cols,
        (e, out, sum) -> e.addSparseTransposedProduct(sparse, x, out));
    add(
        "addSparseTransposedProduct with dropout",
        features,
        cols,
        (e, out, sum) -> e.addSparseTransposedProduct(sparse, dropout, x, out));
  }

  private void elementByElement() {
    Matrix factor = matrix(1, 1);
    add("clear", (e, out, sum) -> e.clear(out));
    add("column", (int) x.size(), 1, (e, out, sum) -> e.column(r -> 1.0 / (r + 1), out));
    add("relu", (e, out, sum) -> e.relu(x, out));
    add("axpy", (e, out, sum) -> e.axpy(0.7f, x, out));
    add("scale", (e, out, sum) -> e.scale(0.7f, out));
    add("normal", (e, out, sum) -> e.normal(3, out));
    for (Pointwise f : List.of(Pointwise.ELU, Pointwise.SIGMOID, Pointwise.TANH)) {
      add("map", (e, out, sum) -> e.map(x, f, out));
      add("mapGradient", (e, out, sum) -> e.mapGradient(x, x, f, y, out, Write.ADD));
    }
    for (Write write : Write.values()) {
      add("dropout " + write, (e, out, sum) -> e.dropout(x, dropout, out, write));
      add("reluGradient " + write, (e, out, sum) -> e.reluGradient(x, y, out, write));
      add("scaleByOnePlus " + write, (e, out, sum) -> e.scaleByOnePlus(factor, x, out, write));
    }
    // narrow rows are masked several at a time
    int narrow = Dropout.NARROW;
    Matrix slim = Matrix.over(x.segment(), x.size() / narrow, narrow);
    add(
        "narrow dropout",
        (int) slim.rows(),
        narrow,
        (e, out, sum) -> e.dropout(slim, dropout, out, Write.SET));
  }

  private void pairsOfMatrices() {
    add("add", (e, out, sum) -> e.add(x, y, out));
    add("combine", (e, out, sum) -> e.combine(0.7f, x, -0.2f, y, out));
    add("follow", (e, out, sum) -> e.follow(out, 0.1f, 1.25f, x));
    add("multiply", (e, out, sum) -> e.multiply(x, y, out, Write.ADD));
  }

  private void rowByRow() {
    Matrix factors = matrix(sizes.rows(), 1);
    int half = sizes.cols() / 2;
    add("addBias", (e, out, sum) -> e.addBias(x, row, out));
    add("addBiasRelu", (e, out, sum) -> e.addBiasRelu(x, row, out));
    add("scaleRows", (e, out, sum) -> e.scaleRows(x, factors, out, Write.ADD));
    add("copyColumns", (e, out, sum) -> e.copyColumns(x, 1, out, half, half, Write.ADD));
    add("rowNorms", (e, out, sum) -> e.rowNorms(x, 0.5, out, sum));
  }

  private void sums() {
    add("addColumnSums", 1, sizes.cols(), (e, out, sum) -> e.addColumnSums(x, out));
    add("addDot", 1, 1, (e, out, sum) -> e.addDot(x, y, out));
    add("squaredNorm", 1, 1, (e, out, sum) -> e.squaredNorm(x, sum));
    add("clip", (e, out, sum) -> e.clip(List.of(out), 0.1));
  }

  private void updates() {
    int size = sizes.rows() * sizes.cols() / 4;
    for (Update.Rule rule : Update.Rule.values()) {
      Update update = new Update(rule, 0.01, 0.1, 0.9, 3);
      int rows = 2 + rule.moments();
      add(
          "update " + rule,
          rows,
          size,
          (e, out, sum) -> {
            Matrix moments = out.rows(2, rows);
            e.map(moments, Pointwise.SQUARE, moments);
            e.update(out.row(0), out.row(1), moments, update);
          });
    }
  }

  private void normalization() {
    int cols = sizes.cols();
    Matrix moments = matrix(2, cols);
    new PlainEngine().columnMoments(x, moments.row(0), moments.row(1));
    Normalization norm = new Normalization(moments.row(0), moments.row(1), row, row, 1e-5f);
    add("columnMoments", 2, cols, (e, out, sum) -> e.columnMoments(x, out.row(0), out.row(1)));
    add("batchNorm", (e, out, sum) -> e.batchNorm(x, norm, out));
    add("layerNorm", (e, out, sum) -> e.layerNorm(x, norm, out));
    int rows = sizes.rows();
    for (Write write : Write.values()) {
      add(
          "batchNormGradient " + write,
          rows + 2,
          cols,
          (e, out, sum) -> e.batchNormGradient(x, norm, y, gradients(out), write));
      add(
          "layerNormGradient " + write,
          rows + 2,
          cols,
          (e, out, sum) -> e.layerNormGradient(x, norm, y, gradients(out), write));
    }
  }

  /** Of x, and of scale and shift in the last two rows. */
  private static NormGradients gradients(Matrix out) {
    long rows = out.rows() - 2;
    return new NormGradients(out.rows(0, rows), out.row(rows), out.row(rows + 1));
  }

  private void losses() {
    int rows = sizes.rows();
    int[] counted = IntStream.range(0, rows).filter(r -> r % 5 > 0).toArray();
    int[] labels = IntStream.range(0, rows).map(r -> data.below(sizes.cols())).toArray();
    Matrix vectors = matrix(rows, sizes.cols());
    new PlainEngine().map(vectors, SIGN, vectors);
    ClassTargets classes = new ClassTargets(labels, counted, counted.length, 0.3);
    LabelTargets several = new LabelTargets(vectors, counted, counted.length, 0.3);
    add("crossEntropy", (e, out, sum) -> e.crossEntropy(x, classes, out, sum));
    add("binaryCrossEntropy", (e, out, sum) -> e.binaryCrossEntropy(x, several, out, sum));
  }

  private List<Adjacency> graphs() {
    return List.of(
        data.graph(sizes.targets(), sizes.rows(), 0, sizes.arcs()),
        data.hub(3, sizes.rows(), sizes.arcs()));
  }

  private void neighbors(Adjacency graph) {
    int targets = graph.numRows();
    int cols = sizes.cols();
    for (Rows rows : List.of(Rows.of(x), mixed(null), mixed(halves()))) {
      add("aggregate", targets, cols, (e, out, sum) -> e.aggregate(graph, rows, out, Write.ADD));
      add(
          "aggregateExtreme",
          2 * targets,
          cols,
          (e, out, sum) ->
              e.aggregateExtreme(
                  graph, rows, Extreme.MAX, out.rows(0, targets), out.rows(targets, 2L * targets)));
    }
    Matrix arcs = matrix(targets, cols);
    Matrix values = matrix(targets, cols);
    new PlainEngine().aggregateExtreme(graph, Rows.of(x), Extreme.MAX, values, arcs);
    add(
        "aggregateExtremeGradient",
        (e, out, sum) -> e.aggregateExtremeGradient(graph, arcs, values, out, Write.SET));
  }

  private void attention(Adjacency graph, int heads) {
    int arcs = graph.numArcs();
    int targets = graph.numRows();
    Matrix weights = matrix(arcs, heads);
    Matrix own = matrix(sizes.rows(), heads);
    EdgeScores scores = new EdgeScores(own, own, weights, 0.2f);
    Matrix up = y.rows(0, targets);
    Adjacency back = graph.transpose(sizes.rows());
    int[] numbers = graph.transposeArcs(sizes.rows());
    add("edgeSoftmax", arcs, heads, (e, out, sum) -> e.edgeSoftmax(graph, scores, out));
    add(
        "edgeSoftmaxGradient",
        arcs,
        heads,
        (e, out, sum) -> e.edgeSoftmaxGradient(graph, scores, weights, weights, out));
    add("edgeProducts", arcs, heads, (e, out, sum) -> e.edgeProducts(graph, up, x, out));
    for (Write write : Write.values()) {
      add(
          "aggregateHeads " + write,
          targets,
          sizes.cols(),
          (e, out, sum) -> e.aggregateHeads(graph, null, weights, x, out, write));
      add(
          "aggregateHeads back " + write,
          (e, out, sum) -> e.aggregateHeads(back, numbers, weights, up, out, write));
    }
  }

  private void headProducts(int heads) {
    int rows = sizes.rows();
    Matrix gradient = matrix(rows, heads);
    add("headProducts", rows, heads, (e, out, sum) -> e.headProducts(x, row, out));
    add(
        "headProductsGradient",
        (e, out, sum) -> e.headProductsGradient(gradient, row, out, Write.ADD));
    add(
        "addHeadProductsGradient",
        1,
        sizes.cols(),
        (e, out, sum) -> e.addHeadProductsGradient(x, gradient, out));
  }

  private Matrix matrix(long rows, int cols) {
    owned.add(data.matrix(rows, cols));
    return owned.getLast();
  }

  private void add(String name, Computation computation) {
    add(name, sizes.rows(), sizes.cols(), computation);
  }

  private void add(String name, int rows, int cols, Computation computation) {
    steps.add(new Step(name, rows, cols, computation));
  }

  @Override
  public void close() {
    owned.forEach(Matrix::close);
  }

  /** 0 or 1. */
  private static final Pointwise SIGN =
      new Pointwise() {
        @Override
        public float value(float x) {
          return x > 0 ? 1 : 0;
        }

        @Override
        public float slope(float x, float y) {
          return 0;
        }
      };
}
