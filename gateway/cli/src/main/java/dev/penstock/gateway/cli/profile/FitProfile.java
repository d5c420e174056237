package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.fit.ProfileFit;
import dev.penstock.deviceprofiles.fit.RequirementLoader;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a profile gives what a consumer needs. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a device gives what a model or a data set needs, by aspect and overall.",
      "Where it takes adaptations, they are run at once on test vectors."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:fits",
      "10:fits with adaptations",
      "20:does not fit",
      " 1:a file has errors",
      "69:a file is not there"
    },
    footer = {"", "Example:", "  penstock profile fit quadruple-tank requirement.yaml --json"})
final class FitProfile implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PROFILE", description = "A file, or an id.")
  private String reference;

  @Parameters(index = "1", paramLabel = "REQUIREMENT", description = "A file: what is needed.")
  private Path requirement;

  @Option(names = "--json", description = "Print it as JSON; the same input, the same bytes.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  FitProfile() {}

  @Override
  public Integer call() throws CannotGoOn {
    ProfileFit fit = fit();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(fit.json());
    } else {
      out.print(fit.text());
      fit.aspects().forEach((a, v) -> out.printf("  %-14s%s%n", a.word(), v.word()));
    }
    out.flush();
    return fit.verdict().exitCode();
  }

  private ProfileFit fit() throws CannotGoOn {
    if (!Files.exists(requirement)) {
      throw ProfileSource.missing("requirement", requirement.toString());
    }
    return ProfileSource.both(
        new ProfileSource(reference)::findThere,
        problems -> RequirementLoader.file(requirement, problems),
        ProfileFit::of);
  }
}
