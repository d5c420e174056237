package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.ProfileSchema;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.OutputFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The JSON Schema of profiles. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of profiles, for editors that complete and check.",
    footer = {"", "Example:", "  penstock profile schema -o profile.schema.json"})
final class PrintSchema implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private OutputFile output;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  PrintSchema() {}

  @Override
  public Integer call() throws CannotGoOn {
    output.write(ProfileSchema.json(), spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
