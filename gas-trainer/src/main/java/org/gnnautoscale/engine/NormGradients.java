package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Where the gradients of a normalization go.
 *
 * @param x gradient of the input, or null if nobody needs it
 * @param scale gradient of the factors, added to
 * @param shift gradient of what is added, added to
 */
public record NormGradients(@Nullable Matrix x, Matrix scale, Matrix shift) {}
