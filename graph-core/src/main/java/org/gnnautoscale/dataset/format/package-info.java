/** One reader for each public format of graphs. */
@NullMarked
package org.gnnautoscale.dataset.format;

import org.jspecify.annotations.NullMarked;
