package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private final StringWriter text = new StringWriter();
  private long now;

  @Test
  void aLogGetsALineATenthAndOneAtTheEnd() {
    Progress progress = log();
    try (Progress.Stage stage = progress.stage("read edges", 100)) {
      for (int i = 0; i < 100; i++) {
        now += 200_000_000L;
        stage.advance(1);
      }
    }

    assertThat(text.toString().lines())
        .hasSize(10)
        .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("read edges")
        .endsWith(" 10 %, about 18 s left");
    assertThat(text.toString().lines().toList().get(9)).matches("read edges +20.0 s");
  }

  @Test
  void aShortStageIsOneLine() {
    Progress progress = log();
    try (Progress.Stage stage = progress.stage("read nodes", 5)) {
      for (int i = 0; i < 5; i++) {
        stage.advance(1);
      }
    }

    assertThat(text.toString().lines()).hasSize(1);
  }

  @Test
  void workOfUnknownSizeIsCountedEveryTenSeconds() {
    Progress progress = log();
    try (Progress.Stage stage = progress.stage("scan", -1)) {
      for (int i = 0; i < 25; i++) {
        now += 1_000_000_000L;
        stage.advance(1000);
      }
    }

    assertThat(text.toString().lines()).hasSize(3).element(1).asString().matches("scan +20,000");
  }

  @Test
  void aStageEndsWhenTheNextOneBegins() {
    Progress progress = log();
    progress.stage("first", 1);
    progress.stage("second", 1).close();

    assertThat(text.toString().lines().map(line -> line.substring(0, 6)))
        .containsExactly("first ", "second");
  }

  @Test
  void aTerminalKeepsTheLastLineOfAStage() {
    Progress progress = new ConsoleProgress(new PrintWriter(text), 80, () -> now);
    try (Progress.Stage stage = progress.stage("read edges", 10)) {
      stage.advance(10);
      progress.say("10 edges");
    }

    assertThat(text.toString()).contains("\033[K10 edges").contains("\r\033[Kread edges ");
  }

  @Test
  void anInterruptEndsTheWorkAtItsNextStep() {
    Progress.Stage stage = log().stage("train", 10);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> stage.advance(1)).isInstanceOf(CancellationException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private ConsoleProgress log() {
    return new ConsoleProgress(new PrintWriter(text), 0, () -> now);
  }
}
