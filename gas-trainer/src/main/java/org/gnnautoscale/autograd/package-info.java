/** A small tape over coarse operations, each with its backward pass. */
@NullMarked
package org.gnnautoscale.autograd;

import org.jspecify.annotations.NullMarked;
