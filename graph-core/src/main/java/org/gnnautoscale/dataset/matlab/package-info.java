/**
 * Matrices out of MAT-files of version 5.
 *
 * <p>No library reads them here: those on Maven Central take memory for the lengths that a file
 * states, so that a damaged one ends in an OutOfMemoryError.
 */
@NullMarked
package org.gnnautoscale.dataset.matlab;

import org.jspecify.annotations.NullMarked;
