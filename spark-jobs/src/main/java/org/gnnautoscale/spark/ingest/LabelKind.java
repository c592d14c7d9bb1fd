package org.gnnautoscale.spark.ingest;

/** How nodes' labels are stored. */
public enum LabelKind {
  NONE,

  /** One class a node. */
  CLASS,

  /** 0 or 1 for each label. */
  MULTI
}
