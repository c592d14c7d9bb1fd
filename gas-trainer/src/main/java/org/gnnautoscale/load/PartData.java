package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The structure of one part in off-heap memory, as its file has it.
 *
 * <pre>
 * rowPtr  int64 [nodes + 1]   col  int32 [arcs]: below nodes a row of the part, else nodes + index into haloIds
 * haloIds int64 [halo]        weight  float32 [arcs], if the graph has weights
 * </pre>
 *
 * <p>Borrows its memory from the {@link GraphData} that it belongs to.
 */
record PartData(
    int part,
    long firstNode,
    int nodes,
    int arcs,
    int halo,
    MemorySegment rowPtr,
    MemorySegment col,
    MemorySegment haloIds,
    @Nullable MemorySegment weight) {}
