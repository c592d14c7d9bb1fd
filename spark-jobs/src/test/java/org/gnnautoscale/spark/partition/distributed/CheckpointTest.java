package org.gnnautoscale.spark.partition.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.gnnautoscale.spark.SparkFailure;
import org.gnnautoscale.spark.TestSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final RowBlock BLOCK =
      new RowBlock(new int[] {4, 2}, new int[] {0, 1, 3}, new int[] {2, 4, 5}, null, null);

  @TempDir Path place;
  private Checkpoint checkpoint;

  @BeforeEach
  void begin() throws IOException {
    checkpoint = Checkpoint.begin(context(), new org.apache.hadoop.fs.Path("file:" + levels()));
  }

  @Test
  void blocksComeBackAsTheyWere() {
    RowBlock read = save(BLOCK).first();

    assertThat(read.node()).containsExactly(4, 2);
    assertThat(read.rowPtr()).containsExactly(0, 1, 3);
    assertThat(read.col()).containsExactly(2, 4, 5);
    assertThat(read.arcWeights()).isNull();
    assertThat(read.nodeWeights()).isNull();
  }

  @Test
  void aByteThatChangesIsFoundByTheChecksum() throws IOException {
    JavaRDD<RowBlock> saved = save(BLOCK);
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(), bytes);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> SparkFailure.unwrapped(saved::first))
        .withMessageContaining("a checkpoint does not read back as it was written")
        .withMessageContaining("level-0-0-")
        .withMessageContaining("checksum must be");
  }

  @Test
  void aFileThatWasCutIsFoundByItsLength() throws IOException {
    JavaRDD<RowBlock> saved = save(BLOCK);
    Files.write(file(), new byte[3]);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> SparkFailure.unwrapped(saved::first))
        .withMessageContaining("length must be 42, got 3");
  }

  @Test
  void anEarlierRunsFilesGo() throws IOException {
    Files.createFile(levels().resolve("left-over"));

    begin();

    assertThat(levels()).isEmptyDirectory();
    checkpoint.close();
    assertThat(levels()).doesNotExist();
  }

  private JavaRDD<RowBlock> save(RowBlock block) {
    return checkpoint.save(context().parallelize(List.of(block), 1), "level-0");
  }

  private Path levels() {
    return place.resolve("levels");
  }

  private Path file() throws IOException {
    try (var files = Files.list(levels())) {
      return files.findFirst().orElseThrow();
    }
  }

  private static JavaSparkContext context() {
    return new JavaSparkContext(TestSession.get().sparkContext());
  }
}
