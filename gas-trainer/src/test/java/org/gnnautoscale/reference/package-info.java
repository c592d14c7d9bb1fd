/** Layers and models on dense matrices of doubles, from their formulas: for tests of fast ones. */
@NullMarked
package org.gnnautoscale.reference;

import org.jspecify.annotations.NullMarked;
