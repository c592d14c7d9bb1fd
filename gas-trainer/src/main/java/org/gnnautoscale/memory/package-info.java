/** Off-heap memory; the only package that sees native pointers. */
@NullMarked
package org.gnnautoscale.memory;

import org.jspecify.annotations.NullMarked;
