@NullMarked
package org.gnnautoscale;

import org.jspecify.annotations.NullMarked;
