package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a person into the roster. */
@Command(
    name = "add-operator",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a person into the next version of the roster, or gives one a new key. A roster needs"
          + " two signatures: yours, and with trust sign another's."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust add-operator anna.pub --site hall-7 --key roster-1.key"
    })
final class AddOperator implements Callable<Integer> {

  @Mixin private NewMember member;

  @Option(names = "--supervisor", description = "Who takes over and approves, too.")
  private boolean supervisor;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  AddOperator() {}

  @Override
  public Integer call() throws CannotGoOn {
    String role = supervisor ? SiteRoles.SUPERVISOR : SiteRoles.OPERATOR;
    return member.add(half -> SiteRoles.person(half.name(), half.key(), role));
  }
}
