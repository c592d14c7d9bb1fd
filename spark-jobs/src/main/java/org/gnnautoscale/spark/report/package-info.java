/** What a GRAPH directory holds: counts, degrees, components, labels and splits. */
@NullMarked
package org.gnnautoscale.spark.report;

import org.jspecify.annotations.NullMarked;
