package dev.penstock.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a text goes. */
public final class OutputFile {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it there, in UTF-8; left out, it is printed.")
  private Optional<Path> file = Optional.empty();

  public void write(String text, PrintWriter out) throws CannotGoOn {
    String lines = text.endsWith("\n") ? text : text + "\n";
    if (file.isEmpty()) {
      out.print(lines);
      out.flush();
      return;
    }
    try {
      Files.writeString(file.get(), lines);
    } catch (NoSuchFileException e) {
      throw cannot("its folder is not there, make it first");
    } catch (IOException e) {
      throw cannot(e + "; name another file");
    }
  }

  private CannotGoOn cannot(String why) {
    return new CannotGoOn(
        ExitCode.UNAVAILABLE, "cannot write " + file.map(Path::toString).orElse("") + ": " + why);
  }
}
