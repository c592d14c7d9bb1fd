package org.gnnautoscale.io;

/** Progress that nobody watches. */
enum SilentProgress implements Progress, Progress.Stage {
  INSTANCE;

  @Override
  public Stage stage(String name, long total) {
    return this;
  }

  @Override
  public void say(String line) {}

  @Override
  public void advance(long units) {}

  @Override
  public void total(long units) {}

  @Override
  public void close() {}
}
