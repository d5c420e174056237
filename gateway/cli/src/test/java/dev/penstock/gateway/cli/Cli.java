package dev.penstock.gateway.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs command lines with nobody at the keyboard, and keeps what they print. */
final class Cli {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  int run(String... args) {
    CommandLine command = Main.commandLine();
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    command.setOut(toOut).setErr(toErr);
    InputStream keyboard = System.in;
    System.setIn(InputStream.nullInputStream());
    try {
      return command.execute(args);
    } finally {
      System.setIn(keyboard);
    }
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
