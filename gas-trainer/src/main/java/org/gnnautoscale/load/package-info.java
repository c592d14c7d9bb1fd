/** The parts of a store in memory, and the batches of parts that a training step sees. */
@NullMarked
package org.gnnautoscale.load;

import org.jspecify.annotations.NullMarked;
