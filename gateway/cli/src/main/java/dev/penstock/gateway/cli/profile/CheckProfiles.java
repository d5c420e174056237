package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.ProfileCheck;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells everything that is wrong with profiles. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks profiles, all problems at once, with file and line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:all are right", " 1:one has errors", "69:a file is not there"},
    footer = {"", "Example:", "  penstock profile check press.yaml quadruple-tank --json"})
final class CheckProfiles implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "A file, or an id.")
  private List<String> references;

  @Option(names = "--json", description = "One JSON object a line, one line a profile.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  CheckProfiles() {}

  @Override
  public Integer call() {
    return references.stream().mapToInt(this::check).max().orElse(ExitCode.OK);
  }

  private int check(String reference) {
    ProfileSource source = new ProfileSource(reference);
    Problems problems = new Problems();
    ProfileCheck check = new ProfileCheck(reference, source.find(problems), problems);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? check.json() + "\n" : check.text());
    out.flush();
    if (source.isMissing()) {
      return ExitCode.UNAVAILABLE;
    }
    return check.isRight() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
