/** Main classes for spark-submit, and the only place that builds a Spark session. */
@NullMarked
package org.gnnautoscale.spark.submit;

import org.jspecify.annotations.NullMarked;
