package org.gnnautoscale.train;

/** What one training step computes. */
public enum Mode {
  /** A random union of parts; rows outside come from histories. */
  GAS,

  /** The whole graph in one step, without histories. */
  FULL
}
