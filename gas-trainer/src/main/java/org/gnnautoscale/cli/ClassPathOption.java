package org.gnnautoscale.cli;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the class of a user's own model is. */
final class ClassPathOption {

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description = "Jars and folders with the model's class, apart by ':'.")
  private @Nullable String classpath;

  /** What needs the classes. */
  @FunctionalInterface
  interface Work {

    int run() throws IOException, InterruptedException;
  }

  /**
   * Works while this thread finds the classes.
   *
   * @throws IllegalArgumentException if a jar or folder does not exist
   */
  int during(Work work) throws IOException, InterruptedException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls(), before)) {
      thread.setContextClassLoader(loader);
      return work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The option as it was given, for a command to come; empty if it was not. */
  String again() {
    return classpath == null ? "" : " --classpath " + classpath;
  }

  private URL[] urls() throws IOException {
    List<URL> urls = new ArrayList<>();
    String[] entries = classpath == null ? new String[0] : classpath.split(File.pathSeparator, -1);
    for (String entry : entries) {
      Path path = Path.of(entry);
      if (!Files.exists(path)) {
        throw new IllegalArgumentException(
            "--classpath names %s, which does not exist".formatted(entry));
      }
      urls.add(path.toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
