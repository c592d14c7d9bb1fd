/** Graphs that are drawn instead of read. */
@NullMarked
package org.gnnautoscale.dataset.generate;

import org.jspecify.annotations.NullMarked;
