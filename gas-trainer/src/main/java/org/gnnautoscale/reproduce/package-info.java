/** The published tables: their figures, runs that repeat them, and how the two compare. */
@NullMarked
package org.gnnautoscale.reproduce;

import org.jspecify.annotations.NullMarked;
