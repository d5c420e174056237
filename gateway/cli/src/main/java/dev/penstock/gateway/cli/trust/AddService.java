package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a service into the roster. */
@Command(
    name = "add-service",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a service, such as a twin's optimiser, into the next version of the roster. What it may"
          + " do without a person, the policy says for each role and point."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust add-service twin.pub --site hall-7 --key roster-1.key"
    })
final class AddService implements Callable<Integer> {

  @Mixin private NewMember member;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = SiteRoles.TWIN,
      description = "The role that the policy's grants name (${DEFAULT-VALUE}).")
  private String role;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  AddService() {}

  @Override
  public Integer call() throws CannotGoOn {
    return member.add(half -> SiteRoles.service(half.name(), half.key(), role));
  }
}
