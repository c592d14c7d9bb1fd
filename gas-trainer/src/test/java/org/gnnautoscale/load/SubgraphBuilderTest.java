package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that cannot be made leaves nothing to the next one. */
class SubgraphBuilderTest {

  private static final int[] PARTS = {1, 2};

  private final TinyGraph tiny = TinyGraph.plan().draw();

  @TempDir Path directory;

  @Test
  void moreThanAnArrayCanHoldIsToldBeforeAnythingIsMarked() throws Exception {
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        SubgraphBuilder builder = new SubgraphBuilder(graph, Messages.EDGES, 0)) {
      int[] many = new int[(int) ((1L << 31) / graph.size(new int[] {1}) + 1)];
      Arrays.fill(many, 1);

      assertThatIllegalStateException()
          .isThrownBy(() -> builder.build(many, Content.ALL, BatchRoom.ofOneBatch()))
          .withMessageMatching(
              "a batch has 2,147,\\d{3},\\d{3} nodes and edges, more than 2\\^31; set a smaller batchParts, .*");
      assertThat(halo(builder)).isEqualTo(haloOfANewBuilder(graph));
    }
  }

  @Test
  void whateverFailsAfterNodesWereMarkedTheNextBatchHasItsHalo() throws Exception {
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        SubgraphBuilder builder = new SubgraphBuilder(graph, Messages.EDGES, 0)) {
      int[] all = {0, 1, 2, 3};
      MemorySegment arcs = graph.part(0).col();
      int first = arcs.getAtIndex(JAVA_INT, 0);
      arcs.setAtIndex(JAVA_INT, 0, 1 << 20);

      assertThatThrownBy(() -> builder.build(all, Content.ALL, BatchRoom.ofOneBatch()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      arcs.setAtIndex(JAVA_INT, 0, first);
      assertThat(halo(builder)).isEqualTo(haloOfANewBuilder(graph));
    }
  }

  private static long[] haloOfANewBuilder(GraphData graph) {
    try (SubgraphBuilder builder = new SubgraphBuilder(graph, Messages.EDGES, 0)) {
      return halo(builder);
    }
  }

  private static long[] halo(SubgraphBuilder builder) {
    BatchRoom room = BatchRoom.ofOneBatch();
    builder.build(PARTS, Content.ALL, room);
    return Arrays.copyOf(room.subgraph.haloIds(), room.subgraph.numHalo());
  }
}
