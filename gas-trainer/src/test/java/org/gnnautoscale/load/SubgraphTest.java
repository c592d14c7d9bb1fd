package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      List<Subgraph> chunks = loader.chunks(10);

      long next = 0;
      for (Subgraph chunk : chunks) {
        assertThat(chunk.rangeStart(0)).isEqualTo(next);
        next += chunk.numNodes();
      }
      assertThat(next).isEqualTo(tiny.nodes);
      assertThat(chunks).hasSizeGreaterThan(3);
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
