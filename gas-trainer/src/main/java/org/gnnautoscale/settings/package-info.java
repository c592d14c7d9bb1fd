/** Settings: what there is to set, what each takes, and checked values by name. */
@NullMarked
package org.gnnautoscale.settings;

import org.jspecify.annotations.NullMarked;
