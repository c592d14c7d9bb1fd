package org.gnnautoscale.dataset.download;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long a download is tried.
 *
 * @param tries one after the other that bring nothing new, at least 1; then it is given up
 * @param pause before the second try; it doubles with every further one in vain
 * @param timeout of a connection, of its reply and of every read of it, at least 1 ms
 */
public record Patience(int tries, Duration pause, Duration timeout) {

  /** Five tries within 15 seconds, if the network answers that there is none. */
  public static final Patience DEFAULT =
      new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(60));

  /** Checks the ranges given above. */
  public Patience {
    if (tries < 1) {
      throw new IllegalArgumentException("tries must be at least 1, got " + tries);
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout must be at least 1 ms, got " + timeout);
    }
  }

  /** The pause after a number of tries in vain. */
  Duration pauseAfter(int vain) {
    return pause.multipliedBy(1L << Math.min(vain - 1, 10));
  }

  /** A time in seconds, in as few digits as it has. */
  static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
