/** Epochs, steps, evaluation and the run directory that training leaves behind. */
@NullMarked
package org.gnnautoscale.train;

import org.jspecify.annotations.NullMarked;
