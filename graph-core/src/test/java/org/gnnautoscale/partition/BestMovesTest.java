package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestMovesTest {

  private static final int NODES = 300;
  private static final int PARTS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsKeptUpToDateEqualsWhatIsLookedUpAnew(long seed) {
    CsrGraph graph = Edges.random(NODES, 500, seed);
    SplittableRandom random = new SplittableRandom(seed);
    Parts parts = parts(graph, random.ints(NODES, 0, PARTS).toArray());
    MoveLog log = new MoveLog(parts);
    try (Workers workers = Workers.of(2)) {
      BestMoves kept = moves(graph, parts, workers);
      kept.refresh();
      for (int round = 0; round < 20; round++) {
        int start = log.size();
        for (int i = 0; i <= round * round; i++) {
          log.move(random.nextInt(NODES), 1, random.nextInt(PARTS));
        }
        kept.moved(log, start);
        kept.refresh();
        assertEqual(kept, moves(graph, parts, workers), graph, parts);
      }
    }
  }

  private static void assertEqual(BestMoves kept, BestMoves anew, CsrGraph graph, Parts parts) {
    int[] nodes = anew.nodes();
    assertThat(kept.nodes()).isEqualTo(nodes);
    assertThat(kept.cutArcs())
        .isEqualTo(2 * PartitionQuality.of(graph, parts.of, PARTS).cut())
        .isEqualTo(anew.cutArcs());
    for (int u : nodes) {
      // which of several equal targets is lightest may have changed since
      assertThat(kept.gain[u]).isEqualTo(anew.gain[u]);
      assertThat(kept.internal[u]).isEqualTo(anew.internal[u]);
    }
  }

  private static Parts parts(CsrGraph graph, int[] part) {
    return new Parts(graph, part, new Limits(PARTS, NODES, 0));
  }

  private static BestMoves moves(CsrGraph graph, Parts parts, Workers workers) {
    return new BestMoves(
        graph, parts, Boundary.all(graph), workers, Tally.forSlots(workers, PARTS));
  }
}
