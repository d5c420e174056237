package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.export.TechnicianSheet;
import dev.penstock.deviceprofiles.export.ThingModel;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.OutputFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a profile says, in another form. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Exports a profile for other tools, or for the technician at the device.",
    footer = {
      "",
      "Example, the page that hangs in the cabinet:",
      "  penstock profile export quadruple-tank --as sheet -o quadruple-tank.md"
    })
final class ExportProfile implements Callable<Integer> {

  /** The forms there are. */
  private enum Form {
    WOT,
    SHEET
  }

  @Spec private CommandSpec spec;
  @Mixin private OutputFile output;

  @Parameters(paramLabel = "PROFILE", description = "A file, or an id.")
  private String reference;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "wot|sheet",
      description = "A W3C WoT Thing Model 1.1, or one page of Markdown for technicians.")
  private Form form;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ExportProfile() {}

  @Override
  public Integer call() throws CannotGoOn {
    Profile profile = new ProfileSource(reference).get();
    output.write(text(profile), spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private String text(Profile profile) {
    return switch (form) {
      case WOT -> ThingModel.json(profile);
      case SHEET -> TechnicianSheet.markdown(profile);
    };
  }
}
