/** Embeddings of earlier training steps, kept so that a batch need not recompute its halo. */
@NullMarked
package org.gnnautoscale.history;

import org.jspecify.annotations.NullMarked;
