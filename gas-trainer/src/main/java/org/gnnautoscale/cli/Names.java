package org.gnnautoscale.cli;

/** Names of outputs that go with an input's name. */
final class Names {

  private Names() {}

  /** {@code data/cora-graph} becomes {@code data/cora-store}. */
  static String sibling(String uri, String from, String to) {
    String name = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return (name.endsWith(from) ? name.substring(0, name.length() - from.length()) : name) + to;
  }
}
