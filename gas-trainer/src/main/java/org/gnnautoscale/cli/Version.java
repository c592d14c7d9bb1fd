package org.gnnautoscale.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code gas --version} prints, and what results say of the build that made them. */
final class Version implements IVersionProvider {

  private static final String FILE = "build.properties"; // the build writes it

  @Override
  public String[] getVersion() {
    Map<String, Object> build = build();
    String commit = build.containsKey("commit") ? " (%s)".formatted(build.get("commit")) : "";
    return new String[] {
      "gas " + build.get("version") + commit,
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.vendor")
    };
  }

  /**
   * The keys version and commit; the latter only of a build from a git repository: a hash, with
   * {@code -dirty} if files were changed since.
   */
  static Map<String, Object> build() {
    Properties written = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in != null) {
        written.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> build = new LinkedHashMap<>();
    build.put("version", written.getProperty("version", "(unknown)"));
    String commit = written.getProperty("commit", "");
    if (!commit.isEmpty()) {
      build.put("commit", commit);
    }
    return build;
  }
}
