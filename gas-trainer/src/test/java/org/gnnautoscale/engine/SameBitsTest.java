package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gnnautoscale.engine.EveryOperation.Sizes;
import org.junit.jupiter.api.Test;

/** The same inputs give the same bits. */
class SameBitsTest {

  private static final Set<String> OF_MEMORY = Set.of("workspace", "matrix", "close");

  @Test
  void theNumberOfThreadsChangesNoBit() {
    try (EveryOperation operations = new EveryOperation(Sizes.LARGE)) {
      List<String> one = bits(operations, 1);

      // who computes which piece is left to chance
      for (int i = 0; i < 3; i++) {
        assertThat(bits(operations, 3)).containsExactlyElementsOf(one);
      }
    }
  }

  private static List<String> bits(EveryOperation operations, int threads) {
    try (Engine engine = new CpuEngine(threads)) {
      return operations.bits(engine);
    }
  }

  @Test
  void noOperationIsLeftOut() {
    Set<Method> called = new HashSet<>();
    try (EveryOperation operations = new EveryOperation(Sizes.SMALL);
        Engine engine = new CpuEngine(1)) {
      operations.bits(recording(engine, called));
    }

    assertThat(called)
        .containsAll(
            Arrays.stream(Engine.class.getMethods())
                .filter(method -> !OF_MEMORY.contains(method.getName()))
                .toList());
  }

  private static Engine recording(Engine engine, Set<Method> called) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              called.add(method);
              return method.invoke(engine, arguments);
            });
  }

  @Test
  void whatTheCompilerHasLearnedChangesNoBit() throws Exception {
    List<String> bits;
    try (EveryOperation operations = new EveryOperation(Sizes.SMALL);
        Engine engine = new CpuEngine(1)) {
      bits = operations.bits(engine);
      for (int i = 0; i < 2_000; i++) {
        assertThat(operations.bits(engine)).as("after %d times", i).isEqualTo(bits);
      }
    }

    assertThat(interpreted()).containsExactlyElementsOf(bits);
  }

  private static List<String> interpreted() throws Exception {
    String classes = System.getProperty("surefire.test.class.path", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes.isEmpty() ? System.getProperty("java.class.path") : classes,
                SameBitsTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.lines().toList();
  }

  /** Prints hashes of all bits, for a process that interprets. */
  public static void main(String... ignored) {
    try (EveryOperation operations = new EveryOperation(Sizes.SMALL)) {
      bits(operations, 1).forEach(System.out::println);
    }
  }
}
