/** The Parquet tables of a GRAPH directory. */
@NullMarked
package org.gnnautoscale.dataset.table;

import org.jspecify.annotations.NullMarked;
