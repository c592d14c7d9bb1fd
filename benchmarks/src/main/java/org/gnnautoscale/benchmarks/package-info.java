/** Side-by-side measurements of kernels and epochs. */
@NullMarked
package org.gnnautoscale.benchmarks;

import org.jspecify.annotations.NullMarked;
