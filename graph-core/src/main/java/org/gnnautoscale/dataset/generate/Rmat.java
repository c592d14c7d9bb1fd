package org.gnnautoscale.dataset.generate;

import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Recursive matrix: each bit of a pair is drawn with probabilities .57, .19, .19, .05.
 *
 * @param nodes pairs beyond are drawn again, as the matrix has a power of 2 of them
 * @see <a href="https://doi.org/10.1137/1.9781611972740.43">Chakrabarti, Zhan and Faloutsos, R-MAT,
 *     SDM 2004; probabilities of the Graph500</a>
 */
record Rmat(int nodes) implements PairSource {

  private static final double A = 0.57;
  private static final double AB = 0.76;
  private static final double ABC = 0.95;
  private static final int TRIES = 100_000;

  @Override
  public boolean addOne(EdgeSet edges, Randomness random) {
    int scale = Integer.SIZE - Integer.numberOfLeadingZeros(nodes - 1);
    for (int i = 0; i < TRIES; i++) {
      long src = 0;
      long dst = 0;
      for (int bit = 0; bit < scale; bit++) {
        double quadrant = random.nextDouble();
        src = src << 1 | (quadrant >= AB ? 1 : 0);
        dst = dst << 1 | ((quadrant >= A && quadrant < AB) || quadrant >= ABC ? 1 : 0);
      }
      if (src < nodes && dst < nodes && edges.add((int) src, (int) dst)) {
        return true;
      }
    }
    return false;
  }
}
