package org.gnnautoscale.load;

/** What a node is for in a split; the order is that of the store's codes. */
public enum Role {
  NONE,
  TRAIN,
  VALIDATION,
  TEST;

  private static final Role[] BY_CODE = values();

  static Role of(byte code) {
    return BY_CODE[code];
  }
}
