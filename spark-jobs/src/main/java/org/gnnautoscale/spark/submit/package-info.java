/**
 * Main classes for spark-submit with their arguments and exit codes, and the only place that builds
 * a Spark session.
 */
@NullMarked
package org.gnnautoscale.spark.submit;

import org.jspecify.annotations.NullMarked;
