package org.gnnautoscale.io;

/**
 * Where long work says how far it is; implementations draw a bar, write log lines, or stay silent.
 */
public interface Progress {

  /**
   * Begins a stage of the work; the one before it has ended.
   *
   * @param name what is done, in a few words, e.g. "read edges"
   * @param total units of work in it, or -1 if nobody knows
   */
  Stage stage(String name, long total);

  /** Says one line that stands, such as a count or the quality of a result. */
  void say(String line);

  /** One stage; closing it means that it is done. */
  interface Stage extends AutoCloseable {

    /** Adds finished units; may be called from any thread, and often. */
    void advance(long units);

    /** Corrects the number of units, once it is known. */
    void total(long units);

    @Override
    void close();
  }

  /** Says nothing. */
  static Progress silent() {
    return SilentProgress.INSTANCE;
  }
}
