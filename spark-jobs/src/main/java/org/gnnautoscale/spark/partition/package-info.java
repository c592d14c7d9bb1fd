/** From a GRAPH directory to a store: checks, dense ids, parts, and one file a part. */
@NullMarked
package org.gnnautoscale.spark.partition;

import org.jspecify.annotations.NullMarked;
