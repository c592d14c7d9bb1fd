/** Graphs in compressed sparse row form. */
@NullMarked
package org.gnnautoscale.graph;

import org.jspecify.annotations.NullMarked;
