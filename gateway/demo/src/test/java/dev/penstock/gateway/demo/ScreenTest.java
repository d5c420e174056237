package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter text = new StringWriter();

  @Test
  void replacesTheBlockInPlaceOnATerminal() {
    Screen screen = new Screen(new PrintWriter(text), true);
    screen.show(List.of("one", "two"));
    screen.show(List.of("three", "four"));

    assertThat(text.toString()).containsSubsequence("one", "two", "\u001b[2A", "three", "four");
  }

  @Test
  void saysALineAboveTheBlock() {
    Screen screen = new Screen(new PrintWriter(text), true);
    screen.show(List.of("table"));
    screen.say("news");

    assertThat(text.toString()).containsSubsequence("table", "\u001b[1A", "news", "table");
  }

  @Test
  void writesNothingButLinesElsewhere() {
    Screen screen = new Screen(new PrintWriter(text), false);
    screen.show(List.of("table"));
    screen.say("news");

    assertThat(text.toString().strip()).isEqualTo("news");
  }
}
