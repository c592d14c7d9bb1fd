/** Files of public data sets, from their publishers' addresses. */
@NullMarked
package org.gnnautoscale.dataset.download;

import org.jspecify.annotations.NullMarked;
