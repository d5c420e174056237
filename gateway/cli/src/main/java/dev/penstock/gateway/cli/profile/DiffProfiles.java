package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.diff.ProfileDiff;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two versions of a profile. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Names every change between two versions of a profile, and the version bump that they take.",
      "What keeps commands safe is marked SAFETY: the signed policy must then be approved anew."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the new version declares enough",
      " 1:it declares too little, or a profile has errors",
      "69:a file is not there"
    },
    footer = {"", "Example:", "  penstock profile diff press-1.2.0.yaml press.yaml"})
final class DiffProfiles implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "A file, or an id.")
  private String before;

  @Parameters(index = "1", paramLabel = "NEW", description = "A file, or an id.")
  private String after;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  DiffProfiles() {}

  @Override
  public Integer call() throws CannotGoOn {
    ProfileDiff diff =
        ProfileSource.both(
            new ProfileSource(before)::findThere,
            new ProfileSource(after)::findThere,
            ProfileDiff::of);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? diff.json() + "\n" : diff.text());
    out.flush();
    return diff.isDeclaredEnough() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
