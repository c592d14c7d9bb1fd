package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path data;

  @BeforeEach
  void layOutFiles() throws IOException {
    data = Storage.path(folder.toString());
    Files.createDirectories(folder.resolve("cora"));
    Files.writeString(folder.resolve("cora/ind.cora.graph"), "x");
    Files.createDirectories(folder.resolve("amazon-photo"));
    Files.writeString(folder.resolve("amazon-photo/amazon_electronics_photo.npz"), "x");
  }

  @Test
  void aDirectoryIsFoundByAFileInIt() throws IOException {
    assertThat(set("cora").find(data)).contains(new org.apache.hadoop.fs.Path(data, "cora"));
    assertThat(set("pubmed").find(data)).isEmpty();
    assertThat(set("pubmed").expected()).isEqualTo("pubmed/ind.pubmed.graph");
    assertThat(set("ogbn-arxiv").expected()).isEqualTo("ogbn-arxiv/raw/edge.csv.gz");
  }

  @Test
  void amazonAndCoauthorHaveTwentyRandomSplits() throws IOException {
    org.apache.hadoop.fs.Path input = set("amazon-photo").find(data).orElseThrow();

    ImportOptions options = set("amazon-photo").importOptions(input, data);

    assertThat(input.getName()).isEqualTo("amazon_electronics_photo.npz");
    assertThat(options.split()).hasToString("per-class:20:30").extracting("splits").isEqualTo(20);
    assertThat(options.features()).as("binary, as usual for the format").isNull();
    assertThat(set("cora").importOptions(input, data).split()).as("given").isNull();
  }

  @Test
  void otherFilesHaveAnotherWorkPlace() throws IOException {
    WorkPlace place = place();
    assertThat(place.directory().getName()).matches("cora-[0-9a-f]{8}");
    assertThat(place()).isEqualTo(place);

    Files.writeString(folder.resolve("cora/ind.cora.x"), "more");
    WorkPlace more = place();
    assertThat(more).isNotEqualTo(place);

    Files.setLastModifiedTime(folder.resolve("cora/ind.cora.x"), FileTime.fromMillis(1_000_000));
    assertThat(place()).isNotEqualTo(more);
  }

  @Test
  void whatHasNotBeenMadeIsNotThere() throws IOException {
    assertThat(place().hasGraph()).isFalse();
    assertThat(place().openStore(4)).isEmpty();
  }

  private WorkPlace place() throws IOException {
    return WorkPlace.of(
        new org.apache.hadoop.fs.Path(data, "work"),
        set("cora"),
        set("cora").find(data).orElseThrow());
  }

  private static DataSet set(String name) {
    return DataSet.ALL.stream().filter(set -> set.name().equals(name)).findFirst().orElseThrow();
  }
}
