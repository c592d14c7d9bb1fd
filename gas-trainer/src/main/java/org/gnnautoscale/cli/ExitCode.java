package org.gnnautoscale.cli;

/** What a command returns to its shell; docs/reference/cli.md has the same list. */
final class ExitCode {

  static final int DONE = 0;
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 3;
  static final int IO = 4;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
