package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kernel of {@link CpuEngine} equals the loop of {@link PlainEngine}. */
class KernelsAgreeTest {

  private static final int ROWS = 300;

  private final Engine cpu = new CpuEngine(2);
  private final Engine plain = new PlainEngine();
  private final Workspace workspace = new Workspace();
  private final RandomData data = new RandomData(7);

  @AfterEach
  void close() {
    cpu.close();
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void aggregation(int width) {
    Rows x = Rows.of(data.matrix(ROWS, width));
    for (Adjacency graph : graphs()) {
      int arcs = graph.numArcs();
      for (Write write : Write.values()) {
        agree(graph.numRows(), width, arcs, (e, out) -> e.aggregate(graph, x, out, write));
      }
      Matrix y = data.matrix(graph.numRows(), width);
      Adjacency back = graph.transpose(70);
      agree(70, width, arcs, (e, out) -> e.aggregate(back, Rows.of(y), out, Write.SET));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void rowsOfABatchAndItsHaloAreReadWhereTheyAre(int width) {
    Matrix batch = data.matrix(20, width);
    Matrix history = data.matrix(ROWS, width);
    long[] halo = IntStream.range(0, 200).mapToLong(i -> data.below(ROWS)).toArray();
    Rows x = Rows.of(batch, history, halo, 180);
    Adjacency graph = data.graph(20, 200, 0, 3_000);
    Dropout dropout = new Dropout(3, 0.3);

    agree(20, width, 3_000, (e, out) -> e.aggregate(graph, x, out, Write.SET));
    agree(200, width, 1, (e, out) -> e.gather(x, out));
    agree(200, width, 1, (e, out) -> e.gather(x, dropout, out));
    Rows onlyHalo = Rows.of(history, halo, 200);
    agree(200, width, 1, (e, out) -> e.gather(onlyHalo, out));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void rowsOfHalvesAreConvertedOnTheWay(int width) {
    long[] halo = IntStream.range(0, 200).mapToLong(i -> data.below(ROWS)).toArray();
    Matrix batch = data.matrix(20, width);
    Dropout dropout = new Dropout(3, 0.3);
    try (Region memory = new Region()) {
      Halves history = Halves.over(memory.allocate(Halves.bytes(ROWS, width)), ROWS, width);
      plain.round(data.matrix(ROWS, width), history, new RoundingErrors());
      Rows mixed = Rows.of(batch, history, halo, 180);
      Rows onlyHalo = Rows.of(batch.rows(0, 0), history, halo, 200);
      for (Rows x : new Rows[] {mixed, onlyHalo}) {
        Adjacency graph = data.graph(20, 200, 0, 3_000);
        Matrix arcs = Matrix.allocate(20, width);
        for (Write write : Write.values()) {
          agree(20, width, 3_000, (e, out) -> e.aggregate(graph, x, out, write));
        }
        agree(200, width, 1, (e, out) -> e.gather(x, out));
        agree(200, width, 1, (e, out) -> e.gather(x, dropout, out));
        agree(20, width, 1, (e, out) -> e.aggregateExtreme(graph, x, Extreme.MAX, out, arcs));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void denseProducts(int width) {
    int rows = width > 100 ? 60 : 5_000;
    Matrix a = data.matrix(rows, width);
    Matrix b = data.matrix(width, 19);
    Matrix bT = data.matrix(19, width);
    Matrix c = data.matrix(rows, 19);
    for (Write write : Write.values()) {
      agree(rows, 19, width, (e, out) -> e.product(a, b, out, write));
      agree(rows, 19, width, (e, out) -> e.productTransposed(a, bT, out, write));
      agree(width, 19, rows, (e, out) -> e.transposedProduct(a, c, out, write));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300})
  void aLargeWeightGradientIsCutByItsOwnRows(int rows) {
    Matrix a = data.matrix(rows, 700);
    Matrix b = data.matrix(rows, 400);

    agree(700, 400, rows, (e, out) -> e.transposedProduct(a, b, out, Write.SET));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void elementByElement(int width) {
    int rows = 260_000 / width / 2 + 3;
    Matrix x = data.matrix(rows, width);
    Matrix y = data.matrix(rows, width);
    Matrix bias = data.matrix(1, width);
    Dropout dropout = new Dropout(11, 0.4);
    agree(rows, width, 1, (e, out) -> e.relu(x, out));
    agree(rows, width, 1, (e, out) -> e.add(x, y, out));
    agree(rows, width, 1, (e, out) -> e.axpy(0.7f, x, out));
    agree(rows, width, 1, (e, out) -> e.scale(0.7f, out));
    agree(rows, width, 1, (e, out) -> e.addBias(x, bias, out));
    agree(rows, width, 1, (e, out) -> e.addBiasRelu(x, bias, out));
    for (Write write : Write.values()) {
      agree(rows, width, 1, (e, out) -> e.dropout(x, dropout, out, write));
      agree(rows, width, 1, (e, out) -> e.reluGradient(x, y, out, write));
    }
    agree(1, width, rows, (e, out) -> e.addColumnSums(x, out));
    Matrix z = data.matrix(1, width);
    agreeOnSum((e, sum) -> e.squaredNorm(x, sum));
    agreeOnSum((e, sum) -> e.rowNorms(x, 0.5, null, sum));
    agree(rows, width, 1, (e, out) -> e.rowNorms(x, 0.5, out, workspace.accumulator()));
    for (double most : new double[] {0.1, 1e9}) {
      agree(rows, width, 1, (e, out) -> e.clip(List.of(out), most));
      agree(1, width, 1, (e, out) -> clip(e, out, z, most));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void arithmetic(int width) {
    int rows = 260_000 / width / 2 + 3;
    Matrix x = data.matrix(rows, width);
    Matrix y = data.matrix(rows, width);
    Matrix factors = data.matrix(rows, 1);
    agree(rows, width, 1, (e, out) -> e.combine(0.7f, x, -0.2f, y, out));
    agree(rows, width, 1, (e, out) -> e.map(x, Pointwise.ELU, out));
    agree(rows, width, 1, (e, out) -> e.normal(9, out));
    agree(rows, width, 1, (e, out) -> e.clear(out));
    agree(rows, 1, 1, (e, out) -> e.column(r -> 0.5 * r, out));
    agree(1, 1, rows * width, (e, out) -> e.addDot(x, y, out));
    agree(rows, width, 1, (e, out) -> e.follow(out, 0.1f, 1.25f, x));
    for (Write write : Write.values()) {
      agree(rows, width, 1, (e, out) -> e.multiply(x, y, out, write));
      agree(rows, width, 1, (e, out) -> e.scaleRows(x, factors, out, write));
      agree(rows, width, 1, (e, out) -> e.scaleByOnePlus(factors.row(1), x, out, write));
      agree(rows, width, 1, (e, out) -> e.mapGradient(x, y, Pointwise.TANH, y, out, write));
      agree(rows, width + 5, 1, (e, out) -> e.copyColumns(x, 0, out, 3, width, write));
      agree(rows, width, 1, (e, out) -> e.copyColumns(x, width / 2, out, 0, 1, write));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1", "1,7", "2,3", "8,8", "8,5", "3,16", "8,1", "40,3", "17,33", "4,64", "16,8", "64,2",
    "4,4", "16,1", "32,1", "48,1"
  })
  void attention(int heads, int width) {
    for (Adjacency graph : graphs()) {
      int arcs = graph.numArcs();
      Matrix edge = data.matrix(arcs, heads);
      Matrix source = data.matrix(ROWS, heads);
      Matrix target = data.matrix(ROWS, heads);
      Matrix softmax = Matrix.allocate(arcs, heads);
      for (Matrix own : new Matrix[] {null, edge}) {
        EdgeScores scores = new EdgeScores(source, target, own, 0.2f);
        plain.edgeSoftmax(graph, scores, softmax);
        agree(arcs, heads, 9, (e, out) -> e.edgeSoftmax(graph, scores, out));
        agree(
            arcs, heads, 99, (e, out) -> e.edgeSoftmaxGradient(graph, scores, softmax, edge, out));
      }
      Matrix x = data.matrix(ROWS, heads * width);
      Matrix y = data.matrix(graph.numRows(), heads * width);
      agree(arcs, heads, width, (e, out) -> e.edgeProducts(graph, y, x, out));
      Adjacency back = graph.transpose(70);
      int[] numbers = graph.transposeArcs(70);
      for (Write write : Write.values()) {
        agree(
            graph.numRows(),
            heads * width,
            arcs,
            (e, out) -> e.aggregateHeads(graph, null, edge, x, out, write));
        agree(
            70,
            heads * width,
            arcs,
            (e, out) -> e.aggregateHeads(back, numbers, edge, y, out, write));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,16", "2,8", "4,4", "4,8", "8,2", "8,8", "8,1", "16,4", "2,64"})
  void productsOfManyEdgesWriteTheirOwnRowsOnly(int heads, int width) {
    Adjacency graph = data.graph(ROWS, ROWS, 0, 70_000);
    int arcs = graph.numArcs();
    Matrix x = data.matrix(ROWS, heads * width);
    Matrix y = data.matrix(ROWS, heads * width);
    agree(arcs, heads, width, (e, out) -> e.edgeProducts(graph, y, x, out));
    Matrix out = workspace.matrix(arcs, heads);
    Matrix behind = workspace.zeros(1, Simd.LANES);
    cpu.edgeProducts(graph, y, x, out);

    assertThat(behind.toArray()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,7", "2,3", "8,8", "3,16", "8,1", "40,3", "17,33", "1,127", "1,1024"})
  void productsOfHeads(int heads, int width) {
    int cols = heads * width;
    Matrix x = data.matrix(5_000, cols);
    Matrix vector = data.matrix(1, cols);
    Matrix g = data.matrix(5_000, heads);
    agree(5_000, heads, width, (e, out) -> e.headProducts(x, vector, out));
    agree(1, cols, 5_000, (e, out) -> e.addHeadProductsGradient(x, g, out));
    for (Write write : Write.values()) {
      Matrix some = g.rows(0, 77);
      agree(77, cols, 1, (e, out) -> e.headProductsGradient(some, vector, out, write));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void extremes(int width) {
    Matrix all = data.matrix(ROWS, width);
    long[] halo = IntStream.range(0, 200).mapToLong(i -> data.below(ROWS)).toArray();
    Rows apart = Rows.of(data.matrix(ROWS - 180, width), all, halo, 180);
    for (Adjacency graph : graphs()) {
      int rows = graph.numRows();
      for (Rows x : new Rows[] {Rows.of(all), apart}) {
        for (Extreme extreme : Extreme.values()) {
          Matrix arcs = Matrix.allocate(rows, width);
          Matrix found = Matrix.allocate(rows, width);
          agree(rows, width, 1, (e, out) -> e.aggregateExtreme(graph, x, extreme, out, arcs));
          plain.aggregateExtreme(graph, x, extreme, found, arcs);
          Matrix g = data.matrix(rows, width);
          for (Write write : Write.values()) {
            agree(
                70, width, 99, (e, out) -> e.aggregateExtremeGradient(graph, arcs, g, out, write));
          }
        }
      }
    }
  }

  private Adjacency[] graphs() {
    return new Adjacency[] {
      data.graph(100, ROWS, 0, 6_000),
      data.graph(ROWS, ROWS, 0, 700),
      data.graph(100, ROWS, 100, 500),
      data.graph(100, ROWS, 0, 0),
      data.hub(5, ROWS, 5_000),
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 40_000})
  void stepsOfAnOptimizer(int size) {
    for (Update.Rule rule : Update.Rule.values()) {
      Update update = new Update(rule, 0.01, 0.1, 0.9, 3);
      Matrix gradients = data.matrix(1, size);
      Matrix moments = data.matrix(rule.moments(), size);
      Pointwise square = Pointwise.SQUARE;
      plain.map(moments, square, moments);
      agree(
          2 + rule.moments(),
          size,
          1,
          (e, out) -> {
            Matrix g = out.row(1);
            g.copyFrom(gradients);
            Matrix kept = out.rows(2, 2 + rule.moments());
            kept.copyFrom(moments);
            e.update(out.row(0), g, kept, update);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void normalization(int width) {
    Matrix x = data.matrix(ROWS, width);
    Matrix g = data.matrix(ROWS, width);
    Matrix mean = data.matrix(1, width);
    Matrix variance = Matrix.allocate(1, width);
    plain.columnMoments(x, mean, variance);
    Normalization norm =
        new Normalization(mean, variance, data.matrix(1, width), data.matrix(1, width), 1e-5f);
    Matrix scale = data.matrix(1, width);
    Matrix shift = data.matrix(1, width);

    agree(1, width, 9, (e, out) -> e.columnMoments(x, out, scale));
    agree(1, width, 9, (e, out) -> e.columnMoments(x, scale, out));
    agree(ROWS, width, 9, (e, out) -> e.batchNorm(x, norm, out));
    agree(ROWS, width, 99, (e, out) -> e.layerNorm(x, norm, out));
    for (Write write : Write.values()) {
      NormGradients rest = new NormGradients(null, scale, shift);
      agree(ROWS, width, 9, (e, out) -> e.batchNormGradient(x, norm, g, into(out, rest), write));
      agree(ROWS, width, 999, (e, out) -> e.layerNormGradient(x, norm, g, into(out, rest), write));
    }
    Write set = Write.SET;
    agree(1, width, ROWS, (e, out) -> e.batchNormGradient(x, norm, g, scaleOnly(out, shift), set));
    agree(1, width, ROWS, (e, out) -> e.batchNormGradient(x, norm, g, shiftOnly(out, scale), set));
    agree(1, width, ROWS, (e, out) -> e.layerNormGradient(x, norm, g, scaleOnly(out, shift), set));
    agree(1, width, ROWS, (e, out) -> e.layerNormGradient(x, norm, g, shiftOnly(out, scale), set));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void losses(int width) {
    Matrix logits = data.matrix(ROWS, width);
    cpu.scale(20, logits);
    int[] labels = IntStream.range(0, ROWS).map(i -> data.below(width)).toArray();
    int[] rows = IntStream.range(0, ROWS).filter(i -> i % 3 == 0).toArray();
    Matrix vectors = Matrix.allocate(ROWS, width);
    for (int r = 0; r < ROWS; r++) {
      vectors.set(r, labels[r], 1);
    }
    ClassTargets classes = new ClassTargets(labels, rows, rows.length, 0.5);
    LabelTargets several = new LabelTargets(vectors, rows, rows.length, 0.5);

    Accumulator any = workspace.accumulator();
    agree(ROWS, width, 50, (e, out) -> e.crossEntropy(logits, classes, out, any));
    agree(ROWS, width, 50, (e, out) -> e.binaryCrossEntropy(logits, several, out, any));
    agreeOnSum((e, sum) -> e.crossEntropy(logits, classes, null, sum));
    agreeOnSum((e, sum) -> e.binaryCrossEntropy(logits, several, null, sum));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void sparseFeatures(int width) {
    SparseRows all = data.sparse(ROWS, 90, 12);
    SparseRows some = all.head(77);
    Matrix w = data.matrix(90, width);
    Dropout dropout = new Dropout(5, 0.5);
    for (SparseRows x : new SparseRows[] {all, some}) {
      Matrix y = data.matrix(x.numRows(), width);
      agree(x.numRows(), 90, 12, (e, out) -> e.toDense(x, null, out));
      agree(x.numRows(), 90, 12, (e, out) -> e.toDense(x, dropout, out));
      agree(x.numRows(), width, 24, (e, out) -> e.sparseProduct(x, w, out));
      agree(x.numRows(), width, 24, (e, out) -> e.sparseProduct(x, dropout, w, out));
      agree(90, width, 40, (e, out) -> e.addSparseTransposedProduct(x, y, out));
      agree(90, width, 40, (e, out) -> e.addSparseTransposedProduct(x, dropout, y, out));
    }
  }

  private static NormGradients into(Matrix x, NormGradients rest) {
    return new NormGradients(x, rest.scale(), rest.shift());
  }

  private static NormGradients scaleOnly(Matrix scale, Matrix shift) {
    return new NormGradients(null, scale, shift);
  }

  private static NormGradients shiftOnly(Matrix shift, Matrix scale) {
    return new NormGradients(null, scale, shift);
  }

  /** Clips a matrix together with a copy of another one. */
  private void clip(Engine engine, Matrix out, Matrix other, double most) {
    try (Matrix copy = Matrix.allocate(1, other.cols())) {
      copy.copyFrom(other);
      engine.clip(List.of(out, copy), most);
    }
  }

  /** Both add as much to a sum that is not 0. */
  private void agreeOnSum(BiConsumer<Engine, Accumulator> operation) {
    Accumulator expected = workspace.accumulator();
    Accumulator found = workspace.accumulator();
    expected.add(3);
    found.add(3);
    operation.accept(plain, expected);
    operation.accept(cpu, found);
    assertThat(found.value())
        .isCloseTo(expected.value(), within(1e-4 * Math.abs(expected.value()) + 1e-6));
  }

  /** Runs both engines on equal outputs; terms are added up in each value. */
  private void agree(int rows, int width, int terms, BiConsumer<Engine, Matrix> operation) {
    try (Matrix expected = data.matrix(rows, width);
        Matrix found = Matrix.allocate(rows, width)) {
      found.copyFrom(expected);
      operation.accept(plain, expected);
      operation.accept(cpu, found);
      float[] wanted = expected.toArray();
      float[] got = found.toArray();
      for (int i = 0; i < wanted.length; i++) {
        double tolerance = 2e-6 + 3e-7 * Math.sqrt(terms) * Math.max(10, Math.abs(wanted[i]));
        if (!(Math.abs(got[i] - wanted[i]) <= tolerance)) {
          assertThat(got[i])
              .as("row %d, column %d", i / width, i % width)
              .isCloseTo(wanted[i], within((float) tolerance));
        }
      }
    }
  }
}
