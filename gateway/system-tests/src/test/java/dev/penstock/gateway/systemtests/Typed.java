package dev.penstock.gateway.systemtests;

import dev.penstock.gateway.cli.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A {@code penstock} command line that was carried out in this process, with nobody at the
 * keyboard: the gateway that it talks to is another.
 */
record Typed(int exitCode, String output, String errors) {

  static Typed run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    InputStream keyboard = System.in;
    System.setIn(InputStream.nullInputStream());
    try {
      int exitCode = command.execute(words);
      return new Typed(exitCode, out.toString(), err.toString());
    } finally {
      System.setIn(keyboard);
    }
  }

  /** Both, for the message of an assertion. */
  String said() {
    return output + errors;
  }
}
