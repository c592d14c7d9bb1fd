package org.gnnautoscale.spark.ingest;

/** How nodes' features are stored. */
public enum FeatureKind {
  NONE,

  /** All values of a row. */
  DENSE,

  /** Indices and values of those that are not 0. */
  SPARSE
}
