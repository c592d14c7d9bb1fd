package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaloSampleTest {

  @TempDir Path directory;

  @Test
  void meansAreThoseOfAPlainCountOverTheBatchesOfTheFirstEpoch() throws Exception {
    for (TinyGraph.Plan plan :
        List.of(TinyGraph.plan().parts(9), TinyGraph.plan().directed().parts(9))) {
      TinyGraph tiny = plan.draw();
      HaloSample sample = new HaloSample(tiny.write(directory), HaloSample.Budget.DEFAULT);
      for (int batchParts : List.of(1, 2, 4, 5, 9)) {
        List<int[]> unions =
            new BatchOrder(9, batchParts, 0, HaloSample.SEED)
                .epoch(0).stream().filter(union -> union.length == batchParts).toList();
        double rows =
            unions.stream().mapToInt(union -> own(tiny, union).size()).average().orElse(0);
        double halo = unions.stream().mapToInt(union -> halo(tiny, union)).average().orElse(0);

        HaloSample.Mean mean = sample.mean(batchParts).orElseThrow();

        assertThat(mean.batches()).isEqualTo(unions.size());
        assertThat(mean.batchRows()).isCloseTo(rows, within(1e-9));
        assertThat(mean.haloRows()).isCloseTo(halo, within(1e-9));
      }
    }
  }

  @Test
  void whatIsBeyondTheBudgetIsNotReadAtAll() throws Exception {
    Store store = TinyGraph.plan().parts(9).draw().write(directory);
    deletePart(store, 3);
    for (HaloSample.Budget budget :
        List.of(new HaloSample.Budget(1, 1000), new HaloSample.Budget(100, 1))) {
      HaloSample sample = new HaloSample(store, budget);

      assertThat(sample.mean(4)).isEmpty();
      assertThat(sample.mean(1)).as("which the manifest tells").isPresent();
      assertThat(sample.mean(9)).as("which has no halo").isPresent();
    }
  }

  @Test
  void aPartThatIsMissingIsBadData() throws Exception {
    Store damaged = TinyGraph.plan().parts(4).draw().write(directory);
    deletePart(damaged, 3);

    assertThatThrownBy(() -> new HaloSample(damaged, HaloSample.Budget.DEFAULT).mean(2))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(damaged.manifest().files().get(3).name());
  }

  private void deletePart(Store store, int part) throws Exception {
    Files.delete(directory.resolve(store.manifest().files().get(part).name()));
  }

  private static Set<Integer> own(TinyGraph tiny, int[] union) {
    Set<Integer> own = new HashSet<>();
    for (int part : union) {
      own.addAll(tiny.nodesOf(part));
    }
    return own;
  }

  private static int halo(TinyGraph tiny, int[] union) {
    Set<Integer> own = own(tiny, union);
    Set<Integer> outside = new HashSet<>();
    own.forEach(node -> outside.addAll(tiny.sources.get(node).keySet()));
    outside.removeAll(own);
    return outside.size();
  }
}
