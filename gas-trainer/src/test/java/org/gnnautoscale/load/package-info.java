@NullMarked
package org.gnnautoscale.load;

import org.jspecify.annotations.NullMarked;
