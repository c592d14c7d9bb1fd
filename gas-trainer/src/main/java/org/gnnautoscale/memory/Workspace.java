package org.gnnautoscale.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Memory for the temporary matrices of a training step, given out by moving a mark.
 *
 * <p>The first step makes it grow, block by block. Once all of it is taken back, a single block of
 * the size that was needed takes their place, so that nothing is left free at the ends of blocks;
 * from then on a step allocates nothing, unless it is the largest so far. A matrix is valid until a
 * {@link #reset} to a mark from before it, and its first values are left over from earlier ones.
 *
 * <p>Owns its blocks until {@link #close}. Not thread-safe: each thread has its own.
 */
public final class Workspace implements AutoCloseable {

  private static final long SMALLEST_BLOCK = 1L << 20;

  /** Share of the largest step that a later one may need beyond it without another block. */
  private static final int SLACK = 4;

  private final List<Block> blocks = new ArrayList<>();
  private int block;
  private long used;
  private long inUse;
  private long most;

  /** Memory that takes room in RAM as far as it has ever been given out. */
  private static final class Block {

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final long bytes;
    private long touched;

    Block(long bytes) {
      this.memory = OffHeap.reserve(bytes, arena);
      this.bytes = bytes;
    }

    /** What may be given out: behind it is room for kernels that read whole vectors. */
    long bytes() {
      return bytes;
    }

    void touch(long end) {
      if (end > touched) {
        OffHeap.used(end - touched);
        touched = end;
      }
    }

    void release() {
      OffHeap.used(-touched);
      arena.close();
    }
  }

  /**
   * A place to go back to.
   *
   * @param block number of the block
   * @param used bytes in use of that block
   * @param inUse bytes in use of all blocks, without what is left free at their ends
   */
  public record Mark(int block, long used, long inUse) {}

  /** A matrix with undefined values, valid until a reset to an earlier mark. */
  public Matrix matrix(long rows, int cols) {
    long bytes = Math.multiplyExact(4 * rows, (long) cols);
    return new Matrix(rows, cols, slice(bytes), null);
  }

  /** A matrix of zeros, valid until a reset to an earlier mark. */
  public Matrix zeros(long rows, int cols) {
    Matrix matrix = matrix(rows, cols);
    matrix.fill(0);
    return matrix;
  }

  /** A sum that is 0 at first, valid until a reset to an earlier mark. */
  public Accumulator accumulator() {
    MemorySegment cell = slice(Double.BYTES);
    cell.fill((byte) 0);
    return new Accumulator(cell);
  }

  /** What is in use now. */
  public Mark mark() {
    return new Mark(block, used, inUse);
  }

  /** Takes back everything that was given out after {@code mark}. */
  public void reset(Mark mark) {
    block = Objects.checkIndex(mark.block(), blocks.size() + 1);
    used = mark.used();
    inUse = mark.inUse();
    if (inUse == 0 && blocks.size() > 1) {
      joinBlocks();
    }
  }

  /** Takes back everything. */
  public void reset() {
    reset(new Mark(0, 0, 0));
  }

  /** Bytes that are given out now. */
  public long bytesInUse() {
    return inUse;
  }

  /** Bytes of all blocks, in use or not; RAM is taken by what has been in use. */
  public long bytes() {
    return blocks.stream().mapToLong(Block::bytes).sum();
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    release();
    reset();
    most = 0;
  }

  private MemorySegment slice(long bytes) {
    while (block < blocks.size() && used + bytes > blocks.get(block).bytes()) {
      block++;
      used = 0;
    }
    if (block == blocks.size()) {
      add(Math.max(bytes, SMALLEST_BLOCK));
    }
    MemorySegment slice = blocks.get(block).memory.asSlice(used, bytes);
    long rounded = roundUp(bytes);
    used += rounded;
    blocks.get(block).touch(used);
    inUse += rounded;
    most = Math.max(most, inUse);
    return slice;
  }

  private void add(long bytes) {
    blocks.add(new Block(roundUp(bytes)));
  }

  /** Gives the blocks back first: the memory for both at once may not be there. */
  private void joinBlocks() {
    release();
    add(most + most / SLACK);
  }

  private void release() {
    blocks.forEach(Block::release);
    blocks.clear();
  }

  private static long roundUp(long bytes) {
    return Math.addExact(bytes, -bytes & (OffHeap.CACHE_LINE - 1));
  }
}
