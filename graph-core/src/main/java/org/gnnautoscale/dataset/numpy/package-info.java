/** Arrays that NumPy saved, alone (npy) or in an archive (npz). */
@NullMarked
package org.gnnautoscale.dataset.numpy;

import org.jspecify.annotations.NullMarked;
