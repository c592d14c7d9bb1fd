/** Parts for the nodes of a graph: few edges between them, none too large, none empty. */
@NullMarked
package org.gnnautoscale.partition;

import org.jspecify.annotations.NullMarked;
