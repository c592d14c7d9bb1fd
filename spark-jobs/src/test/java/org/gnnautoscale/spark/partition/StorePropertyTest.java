package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.partition.distributed.Budget;
import org.gnnautoscale.store.CutSummary;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;

/** What holds for the store of any graph: it is that graph, and what it says of itself is true. */
class StorePropertyTest {

  private static Path place = new Path("file:/");

  @BeforeContainer
  static void begin() throws IOException {
    place = Storage.path(Files.createTempDirectory("stores").toString());
  }

  @AfterContainer
  static void end() throws IOException {
    Storage.delete(place);
  }

  /** A graph and how to part it. */
  record Parting(
      OddTables graph,
      int parts,
      PartitionMethod method,
      Objective objective,
      Balance balance,
      long seed) {

    PartitionConfig config() {
      // the rounds on Spark know the cut alone, and need a graph past the driver to be more than
      // one
      boolean onSpark = method == PartitionMethod.SPARK;
      Objective possible = onSpark ? Objective.CUT : objective;
      Budget budget = onSpark ? new Budget(Math.max(2 * parts, 20), 100) : Budget.DEFAULT;
      return new PartitionConfig(
          new Path(place, "graph"),
          new Path(place, "store"),
          Existing.OVERWRITE,
          method,
          PartitionOptions.of(parts).withSeed(seed).withObjective(possible),
          unit(),
          budget);
    }

    /** Parts drawn at random have equally many nodes, and know no other unit. */
    Balance unit() {
      return method == PartitionMethod.RANDOM ? Balance.NODES : balance;
    }
  }

  /** What the parts hold, by the ids of the source. */
  private record Content(List<Long> ids, Map<Long, Integer> part, Map<Long, Set<Long>> neighbors) {}

  @Property(tries = 10, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void theStoreIsTheGraphAndItsCutIsTheOneCountedEdgeByEdge(@ForAll("partings") Parting parting)
      throws IOException {
    OddTables graph = parting.graph();
    PartitionConfig config = parting.config();
    Path unused = graph.tables().write(config.graph());

    new PartitionJob(TestSession.get(), config, Progress.silent()).run();

    Store store = Store.open(config.output());
    store.verify(Progress.silent());
    Content content = content(store);
    assertThat(content.ids()).containsExactlyInAnyOrderElementsOf(graph.ids());
    assertThat(content.neighbors()).isEqualTo(graph.inNeighbors());
    assertCounted(parting, content, store.manifest());
  }

  private static void assertCounted(Parting parting, Content content, Manifest manifest) {
    OddTables graph = parting.graph();
    OddTables.Count count = graph.count(content.part());
    int arcsPerEdge = graph.directed() ? 1 : 2;
    CutSummary cut = manifest.cut();
    assertThat(manifest.graph().edges()).isEqualTo(count.arcs() / arcsPerEdge);
    assertThat(cut.cut()).isEqualTo(count.cutArcs() / arcsPerEdge);
    assertThat(cut.halo()).isEqualTo(count.halo());
    if (graph.weighted()) {
      assertThat(cut.weightedCut()).isEqualTo(count.cutWeight() / arcsPerEdge);
    }
    assertBalanced(parting, content, cut);
  }

  private static void assertBalanced(Parting parting, Content content, CutSummary cut) {
    List<Integer> loads = new ArrayList<>(Collections.nCopies(parting.parts(), 0));
    int heaviest = 0;
    int all = 0;
    for (long id : content.ids()) {
      int load = 1;
      if (parting.unit() == Balance.EDGES) {
        load += content.neighbors().getOrDefault(id, Set.of()).size();
      }
      int part = content.part().getOrDefault(id, -1);
      loads.set(part, loads.get(part) + load);
      heaviest = Math.max(heaviest, load);
      all += load;
    }
    double average = (double) all / parting.parts();
    int largest = Collections.max(loads);
    int smallest = Collections.min(loads);
    assertThat(cut.balance()).isCloseTo(largest / average, within(1e-9));
    assertThat(cut.smallest()).isCloseTo(smallest / average, within(1e-9));
    double most = heaviest == 1 ? Math.ceil(average) : average + heaviest;
    double least = heaviest == 1 ? average / 2 : Math.min(average / 2, average - heaviest);
    assertThat((double) largest).isLessThanOrEqualTo(Math.max(1.03 * average, most));
    assertThat((double) smallest).isGreaterThanOrEqualTo(Math.max(1, least));
  }

  private static Content content(Store store) throws IOException {
    List<Long> ids = new ArrayList<>();
    Map<Long, Integer> partOf = new HashMap<>();
    for (PartFile file : store.manifest().files()) {
      try (PartReader part = PartReader.open(store.path(file))) {
        for (long id : part.longs("id")) {
          ids.add(id);
          partOf.put(id, file.part());
        }
      }
    }
    Map<Long, Set<Long>> neighbors = new HashMap<>();
    for (PartFile file : store.manifest().files()) {
      try (PartReader part = PartReader.open(store.path(file))) {
        addRows(file, part, ids, neighbors);
      }
    }
    return new Content(ids, partOf, neighbors);
  }

  private static void addRows(
      PartFile file, PartReader part, List<Long> ids, Map<Long, Set<Long>> neighbors)
      throws IOException {
    int first = (int) file.firstNode();
    int nodes = (int) file.nodes();
    long[] ptr = part.longs("rowPtr");
    int[] col = part.ints("col");
    long[] halo = part.longs("halo");
    for (int v = 0; v < nodes; v++) {
      for (int a = (int) ptr[v]; a < ptr[v + 1]; a++) {
        int source = col[a] < nodes ? first + col[a] : (int) halo[col[a] - nodes];
        boolean isNew =
            neighbors
                .computeIfAbsent(ids.get(first + v), id -> new HashSet<>())
                .add(ids.get(source));
        assertThat(isNew).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<Parting> partings() {
    return OddTables.any()
        .flatMap(
            graph ->
                Combinators.combine(
                        parts(graph.ids().size()),
                        Arbitraries.of(PartitionMethod.class),
                        Arbitraries.of(Objective.class),
                        Arbitraries.of(Balance.NODES, Balance.EDGES),
                        Arbitraries.longs())
                    .as(
                        (parts, method, objective, balance, seed) ->
                            new Parting(graph, parts, method, objective, balance, seed)));
  }

  private static Arbitrary<Integer> parts(int nodes) {
    return Arbitraries.oneOf(
        Arbitraries.of(1, nodes), Arbitraries.integers().between(1, Math.min(nodes, 8)));
  }
}
