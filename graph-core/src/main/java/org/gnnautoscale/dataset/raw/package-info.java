/** A graph as its source gave it, checked and cleaned, in memory. */
@NullMarked
package org.gnnautoscale.dataset.raw;

import org.jspecify.annotations.NullMarked;
