package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameStream;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks frames. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every frame of a file: magic, lengths, checksum, structure, cover; with --key, that"
          + " its gateway signed it. Then says what the frames cover together, and what is missing"
          + " between them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every frame is right",
      " 1:a frame is broken, or there is none",
      "69:a file is not there"
    },
    footer = {"", "Example:", "  penstock frame verify captured.frames --key hall-7.pub"})
final class VerifyFrames implements Callable<Integer>, FrameVisitor {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Frames, one after the other.")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Public key file of a gateway; may be given again. Frames that none of these gateways"
              + " signed are then refused.")
  private List<Path> keys = List.of();

  @Option(
      names = "--json",
      description = "One JSON object a line: each broken frame, then the sum.")
  private boolean json;

  private final FrameTally tally = new FrameTally();

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  VerifyFrames() {}

  @Override
  public Integer call() throws CannotGoOn {
    boolean checked = !keys.isEmpty();
    FrameReader reader =
        checked ? FrameReader.checking(KnownKeys.read(keys)) : FrameReader.unchecked();
    new FrameFile(file).read(reader, this);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(tally.json(file.toString(), checked));
    } else {
      tally.print(out, file.toString(), checked);
    }
    out.flush();
    return tally.isRight() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  @Override
  public void frame(Frame frame) {
    tally.add(frame);
  }

  @Override
  public void broken(FrameStream.Broken found) {
    tally.addBroken();
    BrokenFrame broken = new BrokenFrame(file, found);
    spec.commandLine().getOut().println(json ? broken.json() : broken.text());
  }
}
