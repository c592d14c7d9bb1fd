/** Operations on matrices and sparse graphs: one interface, a fast and a plain implementation. */
@NullMarked
package org.gnnautoscale.engine;

import org.jspecify.annotations.NullMarked;
