/** Graphs in their publishers' formats, generated graphs, and the tables that both become. */
@NullMarked
package org.gnnautoscale.dataset;

import org.jspecify.annotations.NullMarked;
