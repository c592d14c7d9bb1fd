package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FreeRoomTest {

  private static final int CAP = 10;

  @Test
  void thePartFoundLastIsTheFirstToBeAskedAgain() {
    FreeRoom room = new FreeRoom(parts(12, 10, 7, 9));

    assertThat(room.find(0, 2)).isEqualTo(2);
    assertThat(room.find(0, 1)).isEqualTo(2);
    assertThat(room.find(0, 4)).isEqualTo(-1);
  }

  @Property(tries = 200, seed = "1")
  void itFindsWhatASearchOfAllPartsFinds(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Parts parts = parts(random.ints(count, 5, 16).toArray());
    FreeRoom room = new FreeRoom(parts);
    int last = 0;
    for (int i = 0; i < 100; i++) {
      int own = random.nextInt(count);
      if (parts.weight[own] <= CAP) {
        continue;
      }
      int w = random.nextInt(6);

      int found = room.find(own, w);

      assertThat(found).isEqualTo(searched(parts, last, own, w));
      if (found >= 0) {
        last = found;
        parts.weight[own] -= w;
        parts.weight[found] += w;
        room.grew(own);
      }
    }
  }

  private static int searched(Parts parts, int start, int own, int w) {
    for (int i = 0; i < parts.count(); i++) {
      int p = (start + i) % parts.count();
      if (p != own && parts.weight[p] + w <= CAP) {
        return p;
      }
    }
    return -1;
  }

  private static Parts parts(int... weights) {
    return new Parts(new int[0], Arrays.copyOf(weights, weights.length), CAP, 1);
  }
}
