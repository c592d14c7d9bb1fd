/** How near training comes to the limits of the machine that it runs on. */
@NullMarked
package org.gnnautoscale.bench;

import org.jspecify.annotations.NullMarked;
