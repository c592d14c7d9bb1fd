package org.gnnautoscale.reproduce;

import org.gnnautoscale.store.Manifest;

/**
 * What a run was trained on.
 *
 * @param sourceHash of the graph with features, labels and splits, however it is cut
 * @param contentHash of the store: the parts, too
 * @param parts of the store
 */
public record Source(String sourceHash, String contentHash, int parts) {

  /** Of a store. */
  public static Source of(Manifest manifest) {
    return new Source(manifest.sourceHash(), manifest.contentHash(), manifest.parts());
  }
}
