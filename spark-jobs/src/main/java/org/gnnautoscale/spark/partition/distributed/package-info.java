/** The partitioner for graphs past the driver: rounds on blocks of rows, k-way on what is left. */
@NullMarked
package org.gnnautoscale.spark.partition.distributed;

import org.jspecify.annotations.NullMarked;
