package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPagesTest {

  private static final int PAGES = 1000;

  @TempDir private Path directory;

  @Test
  void whatHasNotBeenTouchedIsAskedForOnceAndNearNeighborsTogether() throws IOException {
    try (Region region = Region.onDisk(directory, 64 + 4096L * PAGES)) {
      region.allocate(64);
      RowPages pages = new RowPages(region, region.allocate(4096L * PAGES));
      pages.add(40_000, 40_004);
      pages.add(40_004, 44_000);
      pages.add(400_000, 400_400);
      pages.add(416_000, 416_400);
      pages.add(500, 500);

      assertThat(pages.ask()).isEqualTo(2);
      assertThat(pages.ask()).as("forgotten").isZero();
    }
  }

  @Test
  void whatIsInRamIsNotAskedFor() throws IOException {
    try (Region region = Region.onDisk(directory, 4096L * PAGES)) {
      Matrix table = region.matrix(PAGES, 1024);
      for (int row = 0; row < PAGES; row += 3) {
        table.set(row, 0, 1);
      }
      RowPages pages = new RowPages(region, table.segment());
      for (int row = 0; row < PAGES; row += 3) {
        pages.add(4096L * row, 4096L * row + 4);
      }
      assertThat(pages.ask()).isZero();

      pages.add(4096L * (PAGES - 3), 4096L * PAGES);
      assertThat(pages.ask()).as("the last two").isEqualTo(1);
    }
  }
}
