package org.gnnautoscale.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gnnautoscale.cli.Cli;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code gas partition} and {@code gas train} with signal 9: at seeded moments of a run, at
 * the n-th file it makes, and in each step between the last file and the manifest. What is left
 * must not pass for finished, and a rerun must succeed and leave no orphans. {@code -Dgas.kills=20}
 * kills each of them twenty times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

  private static final int KILLS = Integer.getInteger("gas.kills", 4);
  private static final int PARTS = 6;
  private static final long OLD_SEED = 7;
  private static final long NEW_SEED = 1;

  @TempDir static Path place;
  private String graph;
  private String contentHash;

  @BeforeAll
  void generate() throws IOException {
    graph = place + "/graph";
    Cli.succeeds("generate", "--nodes", "2000", "--edges", "10000", "--output", graph);
    Cli.succeeds(partition(place + "/whole"));
    contentHash = open(place + "/whole").manifest().contentHash();
  }

  @Test
  void aKilledPartitionLeavesNothingThatPassesForAStore() throws Exception {
    int killed = 0;
    for (int seed = 1; seed <= KILLS; seed++) {
      boolean replaces = seed % 2 == 0;
      String store = "crash://" + place + "/store-" + seed;
      if (replaces) {
        Cli.succeeds(partition(store));
      }

      GasProcess.Ended ended = kill(seed, "manifest.json", partition(store));
      killed += ended.killed() ? 1 : 0;

      if (exists(store + "/manifest.json")) {
        assertWhole(store);
      } else {
        assertThat(replaces).as("an older store is lost after seed %d", seed).isFalse();
        Cli.failsWith(3, "verify", store);
        Cli.failsWith(3, "train", store, "--model", "gcn", "--output", place + "/never");
      }
      Cli.succeeds(partition(store));
      assertWhole(store);
      assertThat(open(store).unlisted()).as("orphans after seed %d", seed).isEmpty();
    }
    assertThat(killed).as("runs that died of the signal").isGreaterThanOrEqualTo(KILLS / 2);
  }

  @Test
  void aKilledTrainingLeavesNothingThatPassesForARun() throws Exception {
    String store = place + "/whole";
    int killed = 0;
    for (int seed = 1; seed <= KILLS; seed++) {
      String run = "crash://" + place + "/run-" + seed;
      boolean replaces = seed % 4 < 2; // one that dies by the clock, one at its manifest
      if (replaces) {
        Cli.succeeds(train(store, run, OLD_SEED));
      }
      String[] train = train(store, run, NEW_SEED);

      GasProcess.Ended ended = kill(seed, "run.json", train);
      killed += ended.killed() ? 1 : 0;

      if (exists(run + "/run.json")) {
        Cli.succeeds("verify", run);
        assertThat(seedOf(run))
            .as("after seed %d", seed)
            .isIn(replaces ? OLD_SEED : NEW_SEED, NEW_SEED);
      } else {
        assertThat(replaces).as("an older run is lost after seed %d", seed).isFalse();
        Cli.failsWith(3, "verify", run);
        Cli.failsWith(3, "evaluate", run);
        Cli.failsWith(3, "predict", run, "--output", place + "/never.parquet");
      }
      Cli.succeeds(train);
      Cli.succeeds("verify", run);
      assertThat(seedOf(run)).isEqualTo(NEW_SEED);
      Cli.succeeds("evaluate", run);
      assertThat(Storage.list(Storage.path(run), ".*"))
          .as("files after seed %d: run.json and the weights of three runs", seed)
          .hasSize(4);
    }
    assertThat(killed).as("runs that died of the signal").isGreaterThanOrEqualTo(KILLS / 2);
  }

  /** A quarter dies by the clock, a quarter at its n-th file, half around the manifest. */
  private static GasProcess.Ended kill(int seed, String manifest, String... arguments)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    return switch (seed % 4) {
      case 0 -> GasProcess.killedAfter(500 + random.nextInt(3000), arguments);
      case 1 -> GasProcess.crashingAt("create_." + manifest, arguments);
      case 2 -> GasProcess.crashingAt("rename_" + manifest, arguments);
      default -> GasProcess.crashingAt(String.valueOf(1 + random.nextInt(6)), arguments);
    };
  }

  private static String[] train(String store, String run, long seed) {
    List<String> arguments = new ArrayList<>(List.of("train", store, "--model", "gcn"));
    arguments.addAll(List.of("--output", run, "--overwrite", "--seed", String.valueOf(seed)));
    arguments.addAll(List.of("--runs", "3", "--set", "epochs=5"));
    return arguments.toArray(String[]::new);
  }

  private static long seedOf(String run) throws IOException {
    return Cli.json("inspect", run).get("seed").asLong();
  }

  private String[] partition(String store) {
    List<String> arguments = new ArrayList<>(List.of("partition", graph, "--output", store));
    arguments.addAll(List.of("--parts", String.valueOf(PARTS), "--overwrite"));
    arguments.addAll(List.of("--master", "local[2]"));
    return arguments.toArray(String[]::new);
  }

  private void assertWhole(String store) throws IOException {
    Cli.succeeds("verify", store);
    assertThat(open(store).manifest().contentHash()).isEqualTo(contentHash);
  }

  private static boolean exists(String file) throws IOException {
    return Storage.exists(Storage.path(file));
  }

  private static Store open(String store) throws IOException {
    return Store.open(Storage.path(store));
  }
}
