/**
 * Files on any Hadoop file system, outputs that appear whole or not at all, and errors that say how
 * to mend them.
 */
@NullMarked
package org.gnnautoscale.io;

import org.jspecify.annotations.NullMarked;
