package org.gnnautoscale.autograd;

/** Which weight decay a parameter has. */
public enum Group {
  /** Setting {@code weightDecay}. */
  REGULARIZED,
  /** Setting {@code weightDecayRest}. */
  REST
}
