package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphDataTest {

  @TempDir Path directory;

  @Test
  void rowsOfAllPartsLieInOneTable() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent())) {
      Matrix features = Objects.requireNonNull(graph.features());
      for (int v = 0; v < tiny.nodes; v++) {
        assertThat(features.row(v).toArray()).containsExactly(tiny.features[v]);
        assertThat(graph.label(v)).isEqualTo(tiny.label[v]);
        assertThat(graph.role(v, 1)).isEqualTo(Role.of(tiny.split[1][v]));
      }
    }
  }

  @Test
  void sparseRowsOfAllPartsFollowEachOther() throws Exception {
    TinyGraph tiny = TinyGraph.plan().sparse().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent())) {
      SparseRows rows = graph.allSparseFeatures();
      for (int v = 0; v < tiny.nodes; v++) {
        float[] dense = new float[tiny.width];
        for (int i = rows.begin(v); i < rows.end(v); i++) {
          dense[rows.index()[i]] = rows.value()[i];
        }
        assertThat(dense).containsExactly(tiny.features[v]);
      }
      assertThat(graph.features()).isNull();
    }
  }

  @Test
  void aRowOfNanIsANodeWithoutLabels() throws Exception {
    TinyGraph tiny = TinyGraph.plan().multiLabel().draw();
    try (GraphData graph = GraphData.load(tiny.write(directory), Progress.silent())) {
      assertThat(graph.isLabelled(5)).isFalse();
      assertThat(graph.isLabelled(6)).isTrue();
      assertThat(Objects.requireNonNull(graph.labels()).row(6).toArray())
          .containsExactly(tiny.labels[6]);
    }
  }

  @Test
  void anErrorWhileAGraphIsLoadedLeavesNothingOnTheDisk() throws Exception {
    Store store = TinyGraph.plan().draw().write(directory);
    long before = OffHeap.diskBytes();
    Progress full =
        new Progress() {
          @Override
          public Stage stage(String name, long total) {
            throw new OutOfMemoryError("of a test");
          }

          @Override
          public void say(String line) {}
        };

    assertThatThrownBy(() -> GraphData.loadOnDisk(store, directory, full))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void aFlippedByteAnywhereIsAnErrorAndLeavesNoMemory() throws Exception {
    Store store = TinyGraph.plan().sparse().textIds().draw().write(directory);
    Path file = directory.resolve(store.manifest().files().get(2).name());
    byte[] whole = Files.readAllBytes(file);
    long before = OffHeap.liveBytes();

    for (int at = 0; at < whole.length; at += 37) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(file, flipped);

      assertThatThrownBy(() -> GraphData.load(store, Progress.silent()))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining(file.getFileName().toString());
    }
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  @Test
  void aTruncatedOrMissingFileIsAnErrorThatNamesIt() throws Exception {
    Store store = TinyGraph.plan().draw().write(directory);
    Path file = directory.resolve(store.manifest().files().get(1).name());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 64));

    assertThatThrownBy(() -> GraphData.load(store, Progress.silent()))
        .hasMessageContaining("another length")
        .hasMessageContaining(file.getFileName().toString());

    Files.delete(file);
    assertThatThrownBy(() -> GraphData.load(store, Progress.silent()))
        .hasMessageContaining("missing");
  }

  @Test
  void aStoreThatCannotBeTrainedOnSaysWhatToImport() throws Exception {
    assertUntrainable(TinyGraph.plan().splits(0), "has no splits", "--split per-class");
    assertUntrainable(TinyGraph.plan().width(0), "has no features", "--features degree");
    assertUntrainable(TinyGraph.plan().classes(0), "has no labels", "have labels");
  }

  private void assertUntrainable(TinyGraph.Plan plan, String what, String cure) throws IOException {
    Store store = plan.draw().write(directory);
    assertThatThrownBy(() -> GraphData.requireTrainable(store))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(cure);
  }
}
