package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same job on a real HDFS: a name node and a data node in this process. */
class HdfsTest {

  @TempDir static Path place;

  private static MiniDFSCluster hdfs;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, place.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitActive();
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown();
  }

  @Test
  void aGraphOnHdfsGivesTheSamePartsAsALocalOne() throws IOException {
    Manifest local = partition(place.toUri().toString());

    Manifest remote = partition("hdfs://localhost:" + hdfs.getNameNodePort() + "/work");

    assertThat(remote.contentHash()).isEqualTo(local.contentHash());
    assertThat(remote.sourceHash()).isEqualTo(local.sourceHash());
  }

  private static Manifest partition(String directory) throws IOException {
    org.apache.hadoop.fs.Path graph = Storage.path(directory + "/graph");
    org.apache.hadoop.fs.Path output = Storage.path(directory + "/store");
    new TinyGraph().nodes(6).edges("0 1", "1 2", "2 0", "3 4", "4 5", "5 3", "2 3").write(graph);
    PartitionConfig config = PartitionConfig.of(graph, output, 2);
    new PartitionJob(TestSession.get(), config, Progress.silent()).run();
    new PartitionJob(TestSession.get(), config.withExisting(Existing.OVERWRITE), Progress.silent())
        .run();
    Store store = Store.open(output);
    store.verify(Progress.silent());
    assertThat(store.unlisted()).isEmpty();
    return store.manifest();
  }
}
