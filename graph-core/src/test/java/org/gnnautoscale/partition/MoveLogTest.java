package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoveLogTest {

  @Test
  void movesAreTakenBackDownToAnyOfThem() {
    Parts parts = new Parts(new int[] {0, 0, 1, 1}, new int[] {2, 2}, 4, 0);
    MoveLog log = new MoveLog(parts);

    log.move(0, 1, 1);
    log.move(2, 1, 0);
    log.move(0, 1, 0);
    log.rewind(1);

    assertThat(log.size()).isEqualTo(1);
    assertThat(log.node(0)).isEqualTo(0);
    assertThat(parts.of).containsExactly(1, 0, 1, 1);
    assertThat(parts.weight).containsExactly(1, 3);
  }

  @Test
  void theBestStateComesBack() {
    SplittableRandom random = new SplittableRandom(1);
    Parts parts = new Parts(random.ints(50, 0, 5).toArray(), new int[5], 50, 0);
    for (int p : parts.of) {
      parts.weight[p]++;
    }
    MoveLog log = new MoveLog(parts);
    BestParts best = new BestParts(log);
    int[] bestOf = parts.of.clone();
    int[] bestWeight = parts.weight.clone();
    long leastCut = Long.MAX_VALUE;

    for (int i = 0; i < 40; i++) {
      long cut = random.nextInt(1000);
      boolean unused = best.offer(cut);
      if (cut < leastCut) {
        leastCut = cut;
        bestOf = parts.of.clone();
        bestWeight = parts.weight.clone();
      }
      log.move(random.nextInt(50), 1, random.nextInt(5));
      log.move(random.nextInt(50), 1, random.nextInt(5));
    }
    best.restore();

    assertThat(parts.of).isEqualTo(bestOf);
    assertThat(parts.weight).isEqualTo(bestWeight);
  }
}
