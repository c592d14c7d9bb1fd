package org.gnnautoscale.spark.submit;

/** What a command returns to its shell; docs/reference/cli.md has the same list. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** A mistake of ours. */
  public static final int INTERNAL = 1;

  /** Wrong usage, or an output that exists. */
  public static final int USAGE = 2;

  /** Bad input or damaged data. */
  public static final int BAD_DATA = 3;

  /** Input/output, file system or cluster. */
  public static final int IO = 4;

  /** Somebody stopped it. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
