package org.gnnautoscale.io;

/** What to do with an output that is there already. */
public enum Existing {
  /** Refuse to touch it. */
  REFUSE,

  /** Replace it, once the new one is whole. */
  OVERWRITE
}
