/** What a trained run says about every node: its metrics again, and its predictions. */
@NullMarked
package org.gnnautoscale.infer;

import org.jspecify.annotations.NullMarked;
