package org.gnnautoscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

  @TempDir Path folder;

  private final DataSet shop =
      new DataSet("shop", List.of("edges.csv", "nodes.csv"), "csv DIR --split given");

  private org.apache.hadoop.fs.Path data;

  @BeforeEach
  void layOutFiles() throws IOException {
    data = Storage.path(folder.toString());
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/edges.csv"), "src,dst\n");
    Files.writeString(folder.resolve("shop/nodes.csv"), "id\n");
  }

  @Test
  void aDataSetIsThereIfAllItsFilesAre() throws IOException {
    assertThat(shop.missing(data)).isEmpty();

    Files.delete(folder.resolve("shop/nodes.csv"));

    assertThat(shop.missing(data)).contains(new org.apache.hadoop.fs.Path(data, "shop/nodes.csv"));
  }

  @Test
  void theDirectoryStandsForItsName() throws IOException {
    DataSet npz = new DataSet("shop", List.of(), "npz DIR/DIR.npz --features raw");

    assertThat(npz.importWords(Storage.path("/a b"), Storage.path("/g")))
        .containsExactly(
            "npz", "file:/a b/shop/DIR.npz", "--features", "raw", "--output", "file:/g");
  }

  @Test
  void otherFilesAndAnotherImportHaveAnotherWorkPlace() throws IOException {
    WorkPlace place = place(shop);
    assertThat(place.directory().getName()).matches("shop-[0-9a-f]{8}");
    assertThat(place(shop)).isEqualTo(place);
    assertThat(place(new DataSet("shop", shop.files(), "csv DIR"))).isNotEqualTo(place);

    Files.writeString(folder.resolve("shop/nodes.csv"), "id,label\n");
    WorkPlace longer = place(shop);
    assertThat(longer).isNotEqualTo(place);

    Files.setLastModifiedTime(folder.resolve("shop/nodes.csv"), FileTime.fromMillis(1_000_000));
    assertThat(place(shop)).isNotEqualTo(longer);
  }

  @Test
  void whatHasNotBeenMadeIsNotThere() throws IOException {
    assertThat(place(shop).hasGraph()).isFalse();
    assertThat(place(shop).openStore(4)).isEmpty();
  }

  private WorkPlace place(DataSet set) throws IOException {
    return WorkPlace.of(new org.apache.hadoop.fs.Path(data, "work"), set, data);
  }
}
