/** Python pickles of arrays, read without running anything that a file names. */
@NullMarked
package org.gnnautoscale.dataset.pickle;

import org.jspecify.annotations.NullMarked;
