/** Spark jobs that turn a raw graph into a store. */
@NullMarked
package org.gnnautoscale.spark;

import org.jspecify.annotations.NullMarked;
