/** One self-contained file a part, written by the task that gathers the part. */
@NullMarked
package org.gnnautoscale.spark.shard;

import org.jspecify.annotations.NullMarked;
