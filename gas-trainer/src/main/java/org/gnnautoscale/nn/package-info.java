/** Graph convolutions and the models made of them, one definition for training and inference. */
@NullMarked
package org.gnnautoscale.nn;

import org.jspecify.annotations.NullMarked;
