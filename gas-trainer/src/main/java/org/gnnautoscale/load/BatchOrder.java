package org.gnnautoscale.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random unions of parts: which parts each step of an epoch trains on.
 *
 * @param parts of the graph
 * @param batchParts parts in a batch; the last of an epoch may have fewer
 * @param maxSteps steps in an epoch; 0 = all
 * @param seed of the order
 */
public record BatchOrder(int parts, int batchParts, int maxSteps, long seed) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Batches of an epoch that visits every part. */
  public int batches() {
    return (parts + batchParts - 1) / batchParts;
  }

  /** Steps of an epoch. */
  public int steps() {
    return maxSteps == 0 ? batches() : Math.min(maxSteps, batches());
  }

  /** The unions of an epoch, each ascending; a function of seed and epoch alone. */
  public List<int[]> epoch(int epoch) {
    int[] order = shuffled(new SplittableRandom(mix(seed + GOLDEN * epoch)));
    List<int[]> unions = new ArrayList<>();
    for (int step = 0; step < steps(); step++) {
      int from = step * batchParts;
      int[] union = Arrays.copyOfRange(order, from, Math.min(parts, from + batchParts));
      Arrays.sort(union);
      unions.add(union);
    }
    return unions;
  }

  /** SplittableRandom counts in steps of GOLDEN: unmixed, epochs were one stream, shifted. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = new int[parts];
    for (int i = 0; i < parts; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
