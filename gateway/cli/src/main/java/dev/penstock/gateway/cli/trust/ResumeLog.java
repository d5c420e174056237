package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.Consent;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import dev.penstock.gateway.cli.audit.RolledBackLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a gateway go on whose audit log lacks what was cosigned. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "A gateway that says ROLLED_BACK got an old copy of its audit log back: the log lacks what the"
          + " twin has cosigned. Find out why first. Then export the log, bring it to who keeps the"
          + " roster, and sign here that the gateway may go on without what was lost.",
      "The gateway must keep running until it has the answer: each start asks another question."
    },
    footer = {
      "",
      "Examples, on the gateway, at the roster's keys, and on the gateway again:",
      "  penstock audit export gateway.yaml -o hall-7.audit",
      "  penstock trust resume hall-7.audit --site hall-7 --key roster-1.key --key roster-2.key"
          + " --reason restored",
      "  penstock command send resume.json"
    })
final class ResumeLog implements Callable<Integer> {

  @Mixin private SigningKeys keys;
  @Mixin private SiteOption site;
  @Mixin private Consent consent;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "LOG",
      description = "The export of the log, made since the gateway said so.")
  private Path log;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What happened, for who reads the log.")
  private String reason;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ResumeLog() {}

  @Override
  public Integer call() throws CannotGoOn {
    SiteFolder folder = site.folder();
    Root root = folder.root().document();
    RolledBackLog lost = RolledBackLog.find(log);
    String gateway = whose(lost, folder.roster(root).document());
    Resume resume =
        new Resume(gateway, lost.seen().head(), lost.nextOrigin(gateway), lost.nonce(), reason);
    PrintWriter out = spec.commandLine().getOut();
    DocumentText.of(resume).forEach(out::println);
    out.println("  " + lost.words());
    out.flush();
    Terminal terminal = Terminal.of(spec);
    if (!consent.isGiven("Is it known why, and may it go on? Sign?", terminal)) {
      throw SigningKeys.unsigned("the resume");
    }
    new Signatures(folder, root).begin(resume, keys.open(terminal), out);
    out.println("Do not restart the gateway before: each start asks another question.");
    return ExitCode.OK;
  }

  /** The gateway that signed what is missing: nobody else can have lost it. */
  private String whose(RolledBackLog lost, Roster roster) throws CannotGoOn {
    return roster.members().stream()
        .filter(member -> member.kind() == Member.Kind.GATEWAY)
        .filter(
            member ->
                member.keys().stream().anyMatch(k -> lost.seen().isSignedBy(member.name(), k)))
        .map(Member::name)
        .findFirst()
        .orElseThrow(
            () ->
                new CannotGoOn(
                    ExitCode.PROBLEMS,
                    log
                        + " misses what no gateway of this roster has signed: it is of another"
                        + " site, or not genuine"));
  }
}
