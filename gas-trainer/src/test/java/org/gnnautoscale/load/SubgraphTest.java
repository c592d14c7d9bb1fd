package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubgraphTest {

  @TempDir Path directory;

  @Test
  void everyUnionHasExactlyTheNormalizedRowsOfItsNodes() throws Exception {
    for (TinyGraph.Plan plan :
        List.of(
            TinyGraph.plan(),
            TinyGraph.plan().weighted(),
            TinyGraph.plan().directed(),
            TinyGraph.plan().directed().weighted().parts(7))) {
      TinyGraph tiny = plan.draw();
      double[][] expected = tiny.normalized();
      try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
          BatchLoader loader = new BatchLoader(graph, Messages.SYMMETRIC, 0)) {
        for (int[] union : new BatchOrder(tiny.parts(), 3, 0, 5).epoch(1)) {
          loader.announce(List.of(union));
          Subgraph g = loader.next();

          assertThat(dense(g, tiny.nodes)).hasDimensions(g.numNodes(), tiny.nodes);
          for (int row = 0; row < g.numNodes(); row++) {
            assertThat(dense(g, tiny.nodes)[row])
                .containsExactly(expected[(int) g.ids()[row]], within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void batchesOfAnEpochHaveAllEdgesOnceBetweenThem() throws Exception {
    TinyGraph tiny = TinyGraph.plan().directed().parts(6).draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      List<int[]> unions = new BatchOrder(6, 4, 0, 1).epoch(3);
      loader.announce(unions);

      int arcs = 0;
      int nodes = 0;
      for (int i = 0; i < unions.size(); i++) {
        Subgraph g = loader.next();
        arcs += g.adjacency().numArcs();
        nodes += g.numNodes();
      }

      assertThat(unions).hasSize(2);
      assertThat(arcs).isEqualTo(tiny.arcs());
      assertThat(nodes).isEqualTo(tiny.nodes);
    }
  }

  @Test
  void haloRowsFollowTheBatchAndAreItsDistinctOutsideNeighbors() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      Subgraph g = loader.fixed(List.of(1, 3));

      long[] own = Arrays.copyOf(g.ids(), g.numNodes());
      long[] halo = Arrays.copyOf(g.haloIds(), g.numHalo());
      long[] outside =
          Arrays.stream(own)
              .flatMap(v -> tiny.sources.get((int) v).keySet().stream().mapToLong(w -> w))
              .filter(w -> !tiny.nodesOf(1).contains((int) w) && !tiny.nodesOf(3).contains((int) w))
              .distinct()
              .toArray();
      assertThat(halo).doesNotHaveDuplicates().containsExactlyInAnyOrder(outside);
      assertThat(Arrays.copyOfRange(g.ids(), g.numNodes(), g.numRows())).containsExactly(halo);
      assertThat(g.rangeStart(1)).isEqualTo(tiny.ptr[3]);
      assertThat(g.rangeRow(1)).isEqualTo(tiny.ptr[2] - tiny.ptr[1]);
      assertThat(g.rangeRow(2)).isEqualTo(g.numNodes());
    }
  }

  @Test
  void trainingRowsAreTheLabelledTrainingNodesOfTheSplit() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.SYMMETRIC, 1)) {
      Subgraph g = loader.fixed(List.of(0, 1, 2, 3));

      int[] expected =
          IntStream.range(0, tiny.nodes)
              .filter(v -> tiny.split[1][v] == 1 && tiny.label[v] >= 0)
              .toArray();
      assertThat(Arrays.copyOf(g.trainRows(), g.numTrain())).containsExactly(expected);
      assertThat(g.numHalo()).isZero();
      assertThat(graph.count(Role.TRAIN, 1)).isEqualTo(expected.length);
    }
  }

  @Test
  void withoutMessagesThereIsNoHalo() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.NONE, 0)) {
      Subgraph g = loader.fixed(List.of(2));

      assertThat(g.numHalo()).isZero();
      assertThat(g.numRows()).isEqualTo(tiny.ptr[3] - tiny.ptr[2]);
    }
  }

  @Test
  void chunksCoverTheGraphInPartOrder() throws Exception {
    TinyGraph tiny = TinyGraph.plan().parts(8).draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.SYMMETRIC, 0)) {
      Chunks chunks = loader.chunks(10);
      long[] next = new long[1];

      chunks.each(
          Content.ALL,
          ahead -> {},
          chunk -> {
            assertThat(chunk.rangeStart(0)).isEqualTo(next[0]);
            next[0] += chunk.numNodes();
          });

      assertThat(next[0]).isEqualTo(tiny.nodes);
      assertThat(chunks.size()).isGreaterThan(3);
    }
  }

  @Test
  void eachBatchAndEachChunkIsHeardOfBeforeItIsTaken() throws Exception {
    TinyGraph tiny = TinyGraph.plan().parts(8).draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.SYMMETRIC, 0)) {
      List<Long> heard = new CopyOnWriteArrayList<>();
      loader.announce(
          List.of(new int[] {3}, new int[] {1, 2}), batch -> heard.add(batch.rangeStart(0)));
      for (int step = 0; step < 2; step++) {
        assertThat(loader.next().rangeStart(0)).isEqualTo(heard.get(step));
      }
      assertThat(heard).hasSize(2);

      for (Chunks chunks : List.of(loader.chunks(10), loader.chunks(10, 0))) {
        heard.clear();
        List<Long> visited = new ArrayList<>();
        chunks.each(
            Content.ALL,
            chunk -> heard.add(chunk.rangeStart(0)),
            chunk -> {
              assertThat(heard).contains(chunk.rangeStart(0));
              visited.add(chunk.rangeStart(0));
            });
        assertThat(heard).isEqualTo(visited).hasSize(chunks.size());
      }
    }
  }

  @Test
  void chunksThatAreMadeWhenTheyAreNeededAreThoseThatAreKept() throws Exception {
    TinyGraph tiny = TinyGraph.plan().parts(8).sparse().weighted().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.SYMMETRIC, 0)) {
      List<Subgraph> kept = new ArrayList<>();
      loader.chunks(10).each(Content.ALL, ahead -> {}, kept::add);
      Chunks streamed = loader.chunks(10, 0);

      for (int pass = 0; pass < 2; pass++) {
        Iterator<Subgraph> expected = kept.iterator();
        streamed.each(Content.ALL, ahead -> {}, chunk -> assertSame(chunk, expected.next()));
        assertThat(expected).isExhausted();
      }
      streamed.each(
          Content.WITHOUT_FEATURES,
          ahead -> {},
          chunk -> assertThat(chunk.sparseFeatures()).isNull());
    }
  }

  private static void assertSame(Subgraph found, Subgraph expected) {
    int rows = expected.numRows();
    int nodes = expected.numNodes();
    assertThat(found.numNodes()).isEqualTo(nodes);
    assertThat(Arrays.copyOf(found.ids(), rows)).isEqualTo(Arrays.copyOf(expected.ids(), rows));
    Adjacency a = found.adjacency();
    Adjacency b = expected.adjacency();
    int arcs = b.numArcs();
    assertThat(Arrays.copyOf(a.rowPtr(), nodes + 1))
        .isEqualTo(Arrays.copyOf(b.rowPtr(), nodes + 1));
    assertThat(Arrays.copyOf(a.col(), arcs)).isEqualTo(Arrays.copyOf(b.col(), arcs));
    assertThat(weight(a)).isEqualTo(weight(b));
    assertThat(sparse(found)).isEqualTo(sparse(expected));
  }

  private static float[] weight(Adjacency a) {
    return Arrays.copyOf(Objects.requireNonNull(a.weight()), a.numArcs());
  }

  private static double[][] sparse(Subgraph g) {
    SparseRows x = Objects.requireNonNull(g.sparseFeatures());
    double[][] rows = new double[x.numRows()][x.width()];
    for (int row = 0; row < x.numRows(); row++) {
      for (int i = x.begin(row); i < x.end(row); i++) {
        rows[row][x.index()[i]] += x.value()[i];
      }
    }
    return rows;
  }

  /** More rows than are read at once. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void featuresThatAreCopiedFromDiskAreThoseOfTheGraph(boolean isSparse) throws Exception {
    TinyGraph.Plan plan = TinyGraph.plan().nodes(5_000).parts(5);
    TinyGraph tiny = (isSparse ? plan.sparse() : plan).draw();
    try (GraphData graph =
            GraphData.loadOnDisk(tiny.write(directory), directory, Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      loader.announce(List.of(new int[] {0, 2, 4}, new int[] {1, 3}, new int[] {0, 4}));

      for (int batch = 0; batch < 3; batch++) {
        Subgraph g = loader.next();
        double[][] sparse = isSparse ? sparse(g) : new double[0][];
        assertThat(g.features() == null).isEqualTo(isSparse);
        for (int row = 0; row < g.numRows(); row++) {
          for (int col = 0; col < tiny.width; col++) {
            double found = isSparse ? sparse[row][col] : copied(g, row, col);
            assertThat(found).isEqualTo(tiny.features[(int) g.ids()[row]][col]);
          }
        }
      }
    }
  }

  private static double copied(Subgraph g, int row, int col) {
    return Objects.requireNonNull(g.features()).get(row, col);
  }

  @Test
  void sparseFeaturesOfABatchAreThoseOfItsRows() throws Exception {
    TinyGraph tiny = TinyGraph.plan().sparse().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      Subgraph g = loader.fixed(List.of(1, 3));

      double[][] rows = sparse(g);
      assertThat(rows).hasNumberOfRows(g.numRows());
      for (int row = 0; row < g.numRows(); row++) {
        for (int col = 0; col < tiny.width; col++) {
          assertThat(rows[row][col]).isEqualTo(tiny.features[(int) g.ids()[row]][col]);
        }
      }
    }
  }

  @Test
  void anEpochsOrderDependsOnSeedAndEpochAlone() {
    BatchOrder order = new BatchOrder(10, 3, 0, 7);

    assertThat(order.epoch(2)).usingRecursiveComparison().isEqualTo(order.epoch(2));
    assertThat(order.epoch(2).get(0)).isNotEqualTo(order.epoch(3).get(0));
    assertThat(order.batches()).isEqualTo(4);
    assertThat(new BatchOrder(10, 3, 2, 7).epoch(1)).hasSize(2);
  }

  private static double[][] dense(Subgraph g, int nodes) {
    Adjacency a = g.adjacency();
    double[][] rows = new double[g.numNodes()][nodes];
    float[] weight = a.weight();
    for (int row = 0; row < g.numNodes(); row++) {
      for (int arc = a.rowPtr()[row]; arc < a.rowPtr()[row + 1]; arc++) {
        rows[row][(int) g.ids()[a.col()[arc]]] += weight == null ? 1 : weight[arc];
      }
    }
    return rows;
  }
}
