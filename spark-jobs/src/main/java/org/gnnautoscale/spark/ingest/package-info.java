/** Raw tables in, checked; ids made dense and edges made clean, as primitive arrays. */
@NullMarked
package org.gnnautoscale.spark.ingest;

import org.jspecify.annotations.NullMarked;
