package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is prepared ahead, by another thread: batches that are large enough for that. */
class BatchLoaderTest {

  private static final List<int[]> EACH_PART = List.of(new int[] {0}, new int[] {1}, new int[] {2});

  private final TinyGraph large = TinyGraph.plan().nodes(9_000).parts(3).even().draw();
  private final BlockingQueue<Long> prepared = new LinkedBlockingQueue<>();

  @TempDir Path directory;

  /** What a test does with a loader. */
  @FunctionalInterface
  private interface Use {
    void with(BatchLoader loader) throws Exception;
  }

  @Test
  void aBatchIsValidUntilTheNextOneIsAskedForWhichLetsItsRoomBeUsedAgain() throws Exception {
    using(
        loader -> {
          loader.announce(EACH_PART, batch -> prepared.add(batch.rangeStart(0)));

          Subgraph first = loader.next();
          awaitPrepared(0, 1);
          assertThat(first.rangeStart(0)).isEqualTo(large.ptr[0]);

          loader.next();
          awaitPrepared(2);
          assertThat(first.rangeStart(0)).isEqualTo(large.ptr[2]);
        });
  }

  @Test
  void aBatchThatFailedIsForgottenWithTheOthers() throws Exception {
    using(
        loader -> {
          loader.announce(
              EACH_PART,
              batch -> {
                throw new IllegalArgumentException("failed");
              });
          assertThatIllegalStateException()
              .isThrownBy(loader::next)
              .withMessage("a batch could not be prepared")
              .havingCause()
              .withMessage("failed");

          loader.forget();
          loader.announce(EACH_PART);

          assertThat(loader.next().rangeStart(0)).isEqualTo(large.ptr[0]);
        });
  }

  @Test
  void aBatchesWorkCountsWhenItIsTakenAndNotWhenItIsPrepared() throws Exception {
    using(
        loader -> {
          loader.announce(
              EACH_PART,
              batch -> {
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                prepared.add(batch.rangeStart(0));
              });
          awaitPrepared(0);
          assertThat(loader.workSeconds()).isZero();

          loader.next();
          awaitPrepared(1);
          assertThat(loader.workSeconds()).isBetween(0.3, 0.6);

          loader.next();
          assertThat(loader.workSeconds()).isGreaterThan(0.6);
        });
  }

  private void awaitPrepared(int... parts) throws InterruptedException {
    for (int part : parts) {
      assertThat(prepared.poll(10, TimeUnit.SECONDS)).isEqualTo(large.ptr[part]);
    }
  }

  private void using(Use use) throws Exception {
    try (GraphData graph = GraphData.load(large.write(directory), Progress.silent());
        BatchLoader loader = new BatchLoader(graph, Messages.EDGES, 0)) {
      use.with(loader);
    }
  }
}
