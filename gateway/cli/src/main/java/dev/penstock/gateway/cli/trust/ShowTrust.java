package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.trust.SiteFolder.Signed;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the documents of a site and whether they hold. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Checks the documents in a folder, and shows who may do what, and until when.",
    footer = {"", "Example:", "  penstock trust show hall-7"})
final class ShowTrust implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder with the documents.")
  private Path folder;

  @Option(names = "--json", description = "Print the three documents as one JSON object.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ShowTrust() {}

  @Override
  public Integer call() throws CannotGoOn {
    SiteFolder site = new SiteFolder(folder);
    Signed<Root> root = site.root();
    Signed<Policy> policy = site.policy(root.document());
    Signed<Roster> roster = site.roster(root.document());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(root, policy, roster));
    } else {
      print(out, root, policy, roster);
    }
    out.flush();
    return isOutOfDate(root.document().head())
            || isOutOfDate(policy.document().head())
            || isOutOfDate(roster.document().head())
        ? ExitCode.PROBLEMS
        : ExitCode.OK;
  }

  private static boolean isOutOfDate(DocumentHead head) {
    return head.isExpiredAt(Present.now());
  }

  private static void print(
      PrintWriter out, Signed<Root> root, Signed<Policy> policy, Signed<Roster> roster) {
    Root document = root.document();
    out.printf("site %s%s%n", document.head().site(), document.head().demo() ? ", DEMO" : "");
    out.printf("  fingerprint %s%n", SiteFolder.fingerprint(document));
    head(out, document, PayloadType.ROOT, document.head(), root);
    head(out, document, PayloadType.POLICY, policy.document().head(), policy);
    head(out, document, PayloadType.ROSTER, roster.document().head(), roster);
    Policy.Scope scope = policy.document().scope();
    out.printf("%ngateway %s, at most %s%n", scope.gateway(), scope.maxMode());
    PolicyDraft.lines(policy.document()).forEach(out::println);
    out.println();
    roster.document().members().forEach(member -> out.println("  " + DocumentText.of(member)));
    out.println();
    policy.document().grants().forEach(grant -> out.println("  " + grant(grant)));
  }

  private static void head(
      PrintWriter out, Root root, PayloadType type, DocumentHead head, Signed<?> signed) {
    out.printf(
        "  %-6s version %d, %d signatures where %d are needed, %s %s%n",
        type.kind(),
        head.version(),
        SiteFolder.signatures(root, type, signed.verified()),
        root.quorum(type).threshold(),
        isOutOfDate(head) ? "EXPIRED" : "until",
        head.expires());
  }

  private static String grant(Grant grant) {
    return "%s %s: %s may %s %d point(s), priority up to %d%s%s"
        .formatted(
            grant.effect(),
            grant.id(),
            grant.who().roles().isEmpty() ? grant.who().keys() : grant.who().roles(),
            grant.actions(),
            grant.points().size(),
            grant.terms().hold().maxPriority(),
            grant.terms().offlineOk() ? ", offline too" : "",
            grant.terms().approvals() > 0 ? ", approvals " + grant.terms().approvals() : "");
  }

  private static String json(Signed<Root> root, Signed<Policy> policy, Signed<Roster> roster) {
    String head =
        new JsonWriter()
            .object()
            .field("fingerprint", SiteFolder.fingerprint(root.document()))
            .toString();
    return head
        + ",\"root\":"
        + text(root.document().bytes())
        + ",\"policy\":"
        + text(policy.document().bytes())
        + ",\"roster\":"
        + text(roster.document().bytes())
        + "}";
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
