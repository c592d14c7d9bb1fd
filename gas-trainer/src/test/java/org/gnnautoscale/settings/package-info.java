@NullMarked
package org.gnnautoscale.settings;

import org.jspecify.annotations.NullMarked;
