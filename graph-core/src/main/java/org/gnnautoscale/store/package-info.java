/**
 * The store: a graph cut into parts, one self-contained file each, and the manifest that commits
 * them.
 */
@NullMarked
package org.gnnautoscale.store;

import org.jspecify.annotations.NullMarked;
