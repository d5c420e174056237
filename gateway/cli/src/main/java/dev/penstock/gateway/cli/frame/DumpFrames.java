package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameJson;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameStream;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints frames. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = {
      "Prints frames as JSON lines: one for a header, then one for each row or point.",
      "Signatures are not checked: penstock frame verify does that."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:everything was printed",
      " 1:a frame is broken, the others were printed",
      "69:no file"
    },
    footer = {"", "Example:", "  penstock frame dump captured.frames --dictionary hall-7.frames"})
final class DumpFrames implements Callable<Integer>, FrameVisitor {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Frames, one after the other.")
  private Path file;

  @Option(
      names = "--dictionary",
      paramLabel = "FILE",
      description =
          "Where the points' names are, if not in FILE itself: frames with a dictionary among"
              + " them, or a dictionary's canonical JSON.")
  private Optional<Path> dictionary = Optional.empty();

  private final KnownDictionaries dictionaries = new KnownDictionaries();
  private int code = ExitCode.OK;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  DumpFrames() {}

  @Override
  public Integer call() throws CannotGoOn {
    dictionaries.addFrames(file);
    if (dictionary.isPresent()) {
      dictionaries.add(dictionary.get());
    }
    new FrameFile(file).read(FrameReader.unchecked(), this);
    dictionaries.missed().stream().sorted().forEach(this::tellMissing);
    return code;
  }

  private void tellMissing(String hash) {
    String what = file + ": points are printed by number, for dictionary " + hash;
    err().println("penstock: " + what + " is not here: name it with --dictionary FILE");
  }

  @Override
  public void frame(Frame frame) {
    boolean hasRows = frame.kind() != FrameKind.DICTIONARY && frame.rows().size() > 0;
    Dictionary named = hasRows ? dictionaries.find(frame.header().dictionary()) : null;
    PrintWriter out = spec.commandLine().getOut();
    FrameJson.lines(frame, named).forEach(out::println);
  }

  @Override
  public boolean wantsMore() {
    return !spec.commandLine().getOut().checkError();
  }

  @Override
  public void broken(FrameStream.Broken broken) {
    err().println("penstock: " + new BrokenFrame(file, broken).text());
    code = ExitCode.PROBLEMS;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
