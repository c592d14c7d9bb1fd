package org.gnnautoscale.load;

/** What a subgraph is prepared with. */
public enum Content {
  /** Structure, labels and features. */
  ALL,

  /** All but features: for layers that read embeddings. */
  WITHOUT_FEATURES
}
