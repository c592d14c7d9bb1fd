package org.gnnautoscale.engine;

/** What an operation does with the values that are already in its output. */
public enum Write {
  /** They are overwritten, and may be anything before. */
  SET,
  /** The result is added to them. */
  ADD
}
