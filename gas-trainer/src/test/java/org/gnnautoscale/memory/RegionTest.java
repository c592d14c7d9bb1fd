package org.gnnautoscale.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionTest {

  @TempDir private Path directory;

  @Test
  void whatIsWrittenToADiskIsRead() throws IOException {
    try (Region region = Region.onDisk(directory, 1_000_064)) {
      MemorySegment numbers = region.allocate(4);
      Matrix matrix = region.matrix(1_000, 250);
      numbers.set(JAVA_INT, 0, 7);
      matrix.set(999, 249, 5);
      region.willNeed(matrix.row(999).segment());

      assertThat(numbers.get(JAVA_INT, 0)).isEqualTo(7);
      assertThat(matrix.get(999, 249)).isEqualTo(5);
      assertThat(matrix.get(0, 0)).isZero();
    }
  }

  @Test
  void arraysDoNotOverlapAndBeginOnACacheLine() throws IOException {
    try (Region region = Region.onDisk(directory, Region.room(3) + Region.room(100))) {
      MemorySegment a = region.allocate(3);
      MemorySegment b = region.allocate(100);
      a.fill((byte) 1);
      b.fill((byte) 2);

      assertThat(a.toArray(JAVA_BYTE)).containsOnly(1);
      assertThat(a.address() % 64 + b.address() % 64).isZero();
      assertThat(region.bytes()).isEqualTo(64 + 128);
    }
  }

  @Test
  void aMatrixThatFindsNoRoomInItsRegionClosesIt() throws IOException {
    long before = OffHeap.diskBytes();
    Region small = Region.onDisk(directory, 64);

    assertThatIllegalStateException()
        .isThrownBy(() -> Matrix.owning(small, 10, 10))
        .withMessage("region of 64 bytes has 64 left, asked for 400");

    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void theFileHasNoName() throws IOException {
    try (Region region = Region.onDisk(directory, 1 << 20)) {
      region.allocate(1 << 20).fill((byte) 1);

      assertThat(files()).isZero();
    }
    assertThat(files()).isZero();
  }

  @Test
  void aRegionOnDiskMayBeLargerThanTwoGibibytes() throws IOException {
    try (Region region = Region.onDisk(directory, 2_400_000_000L)) {
      Matrix matrix = region.matrix(600_000_000, 1);
      matrix.set(599_999_999, 0, 5);
      region.willNeed(matrix.segment());

      assertThat(matrix.get(599_999_999, 0)).isEqualTo(5);
    }
  }

  @Test
  void closingGivesRamAndDiskBack() throws IOException {
    long ram = OffHeap.liveBytes();
    long disk = OffHeap.diskBytes();
    for (int i = 0; i < 50; i++) {
      try (Region inRam = new Region();
          Region onDisk = Region.onDisk(directory, 1 << 20)) {
        inRam.allocate(1_000);
        onDisk.allocate(1 << 20).fill((byte) 1);

        assertThat(OffHeap.liveBytes()).isGreaterThan(ram);
        assertThat(OffHeap.diskBytes()).isEqualTo(disk + (1 << 20));
        assertThat(inRam.isOnDisk()).isFalse();
        assertThat(onDisk.isOnDisk()).isTrue();
      }
    }

    assertThat(OffHeap.liveBytes()).isEqualTo(ram);
    assertThat(OffHeap.diskBytes()).isEqualTo(disk);
  }

  @Test
  void aDiskWithoutRoomIsAnErrorThatTellsBothSizes() {
    long disk = OffHeap.diskBytes();

    assertThatIOException()
        .isThrownBy(() -> Region.onDisk(directory, 1L << 60))
        .withMessageContaining("no room for data that are kept on disk")
        .withMessageContaining("path     " + directory)
        .withMessageContaining("wanted   1,152,921,504,606,847,040 bytes")
        .withMessageContaining("free     ")
        .withMessageContaining("fix      set workDirectory to a directory on a larger disk");
    assertThat(directory).isEmptyDirectory();
    assertThat(OffHeap.diskBytes()).isEqualTo(disk);
  }

  @Test
  void moreThanWasReservedIsAnError() throws IOException {
    try (Region region = Region.onDisk(directory, 128)) {
      region.allocate(65);

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> region.allocate(1))
          .withMessage("region of 128 bytes has 0 left, asked for 1");
    }
  }

  private long files() throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names.count();
    }
  }
}
