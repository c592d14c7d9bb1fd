package org.gnnautoscale.engine;

/** Which of several values is taken. */
public enum Extreme {
  MAX,
  MIN
}
