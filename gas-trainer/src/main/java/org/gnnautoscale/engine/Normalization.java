package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;

/**
 * What a normalization subtracts, divides by and applies afterwards; all [1, cols].
 *
 * @param mean of every column
 * @param variance of every column
 * @param scale factor of every column
 * @param shift added to every column
 * @param epsilon added to the variance
 */
public record Normalization(
    Matrix mean, Matrix variance, Matrix scale, Matrix shift, float epsilon) {}
