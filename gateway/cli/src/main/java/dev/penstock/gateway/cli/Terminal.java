package dev.penstock.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The person in front of the command: is asked, and types what must not be seen. */
public final class Terminal {

  private static final int MAX_SECRET = 4_096;

  private static InputStream source = InputStream.nullInputStream();
  private static BufferedReader reader = readerOf(source);

  private final PrintWriter err;

  private Terminal(PrintWriter err) {
    this.err = err;
  }

  /** One for all questions of a process, for it reads ahead; not closed, for it is not ours. */
  private static synchronized BufferedReader in() {
    if (source != System.in) {
      source = System.in;
      reader = readerOf(source);
    }
    return reader;
  }

  private static BufferedReader readerOf(InputStream from) {
    return new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
  }

  /** Questions go to standard error, so that standard output stays for the answer. */
  public static Terminal of(CommandSpec verb) {
    return new Terminal(verb.commandLine().getErr());
  }

  /** Whether the person says yes; anything else, and nobody being there, is no. */
  public boolean asks(String question) {
    return answer(question + " [y/N] ").strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** A line that the person types; empty if there is nobody. */
  public String answer(String question) {
    err.print(question);
    err.flush();
    try {
      String line = in().readLine();
      if (line == null) {
        err.println();
      }
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A secret that the person types and nobody sees. */
  public char[] secret(String question, String option) throws CannotGoOn {
    Optional<char[]> typed =
        Optional.of(isTyped())
            .filter(person -> person)
            .flatMap(person -> Optional.ofNullable(System.console()))
            .map(console -> console.readPassword("%s: ", question));
    return typed.orElseThrow(
        () ->
            new CannotGoOn(
                ExitCode.UNAVAILABLE,
                "nobody is there to type a passphrase: name a file that holds it with " + option));
  }

  /** A secret that is chosen now, and typed twice. */
  public char[] newSecret(String question, String option) throws CannotGoOn {
    char[] first = secret(question, option);
    char[] second = secret("The same again", option);
    if (!Arrays.equals(first, second)) {
      throw new CannotGoOn(ExitCode.USAGE, "the two passphrases differ: try again");
    }
    return first;
  }

  /** A secret from a file that only its owner may use; without the line's end. */
  public static char[] secretIn(Path file) throws CannotGoOn {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        throw new CannotGoOn(
            ExitCode.UNAVAILABLE, "others may read " + file + ": run chmod 600 " + file);
      }
      if (Files.size(file) > MAX_SECRET) {
        throw new CannotGoOn(ExitCode.UNAVAILABLE, file + " is too large for a secret");
      }
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (IOException | UnsupportedOperationException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "cannot read the secret in " + file + ": " + e);
    }
  }

  private static boolean isTyped() {
    try {
      String source = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      return source.startsWith("/dev/pts/") || source.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
