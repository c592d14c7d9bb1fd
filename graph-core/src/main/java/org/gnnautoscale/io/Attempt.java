package org.gnnautoscale.io;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names that keep what one attempt writes apart from what another one left. */
final class Attempt {

  private Attempt() {}

  /** Eight hexadecimal digits. */
  static String id() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
