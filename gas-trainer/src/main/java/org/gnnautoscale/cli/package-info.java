/** The commands a user types: what they read, print and return. */
@NullMarked
package org.gnnautoscale.cli;

import org.jspecify.annotations.NullMarked;
