package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Quorum;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.Consent;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.PassphraseOption;
import dev.penstock.gateway.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes everything that a small site needs. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the keys and documents of a small site in a new folder: three root keys of which two"
          + " sign, two policy and two roster keys, a key for each person, and root, policy and"
          + " roster, signed. Run it on a machine that is no gateway, best on one without a"
          + " network.",
      "Each private key lies under a passphrase: one for the offline keys, one for each person."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust init hall-7 --gateway gateway.pub --policy policy.draft.json --operator"
          + " anna --supervisor bert --stated-by carla"
    })
final class InitSite implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "A new folder; its name: the site.")
  private Path folder;

  @Option(
      names = "--gateway",
      required = true,
      paramLabel = "FILE",
      description = "The gateway's public key, gateway.pub in its trust folder.")
  private Path gatewayFile;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The draft that trust propose wrote; left out, nothing may be commanded yet.")
  private @Nullable Path policyFile;

  @Option(names = "--operator", paramLabel = "NAME", description = "A person who commands.")
  private List<String> operators = List.of();

  @Option(
      names = "--supervisor",
      paramLabel = "NAME",
      description = "A person who commands, takes over and approves.")
  private List<String> supervisors = List.of();

  @Option(
      names = "--twin",
      paramLabel = "FILE",
      description = "The twin's public key; left out, a key is made for the day there is a twin.")
  private @Nullable Path twinFile;

  @Option(
      names = "--stated-by",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who says that the safe ends are safe.")
  private String statedBy;

  @Mixin private PassphraseOption passphrase;
  @Mixin private Consent consent;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  InitSite() {}

  @Override
  public Integer call() throws CannotGoOn {
    try {
      SigningKeys.keys().requireNoGateway(folder);
      PublicKeyFile gateway = PublicKeyFile.read(gatewayFile);
      DocumentHead head = Present.first(folder.toAbsolutePath().getFileName().toString());
      Policy policy = policy(head, gateway.name());
      if (Files.exists(folder)) {
        throw new CannotGoOn(ExitCode.USAGE, folder + " is there already: name a new folder");
      }
      makeAll(head, gateway, policy);
      return ExitCode.OK;
    } catch (KeyFileException e) {
      throw SigningKeys.refused(e);
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, folder + " cannot be written: " + e);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Policy policy(DocumentHead head, String gateway) throws CannotGoOn {
    if (policyFile == null) {
      return SiteDraft.policy(head, gateway, new SiteDraft.Rules(List.of(), List.of(), null));
    }
    Policy draft =
        PolicyDraft.read(policyFile)
            .stated(statedBy, consent, Terminal.of(spec))
            .with(head)
            .policy();
    if (!draft.scope().gateway().equals(gateway)) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          policyFile + " is for gateway " + draft.scope().gateway() + ", the key is of " + gateway);
    }
    return draft;
  }

  /** All or nothing: half a site would be in the way, and its keys would lie about. */
  private void makeAll(DocumentHead head, PublicKeyFile gateway, Policy policy)
      throws CannotGoOn, KeyFileException, IOException {
    boolean made = false;
    Files.createDirectories(folder);
    try {
      make(head, gateway, policy);
      made = true;
    } finally {
      if (!made) {
        remove(folder);
      }
    }
  }

  private static void remove(Path unfinished) throws IOException {
    try (Stream<Path> all = Files.walk(unfinished)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void make(DocumentHead head, PublicKeyFile gateway, Policy policy)
      throws CannotGoOn, KeyFileException, IOException {
    NewKeys keys = new NewKeys(folder, Terminal.of(spec), passphrase);
    List<KeySigner> root = keys.offline("root-1", "root-2", "root-3");
    List<KeySigner> policyKeys = keys.offline("policy-1", "policy-2");
    List<KeySigner> rosterKeys = keys.offline("roster-1", "roster-2");
    VerifyKey twin =
        twinFile == null
            ? keys.offline("twin").get(0).publicKey()
            : PublicKeyFile.read(twinFile).key();
    List<Member> members = members(keys, gateway, twin);
    Root document =
        new Root(
            head,
            new Quorum(publicKeys(root), 2),
            new Quorum(publicKeys(policyKeys), 2),
            new Quorum(publicKeys(rosterKeys), 2),
            new Quorum(List.of(twin), 1));
    SiteDraft.of(document, policy, members)
        .write(
            folder,
            new SiteDraft.Signers(
                List.copyOf(root), List.copyOf(policyKeys), List.copyOf(rosterKeys)));
    tell(document, policy);
  }

  private List<Member> members(NewKeys keys, PublicKeyFile gateway, VerifyKey twin)
      throws CannotGoOn, KeyFileException, IOException {
    List<Member> members = new ArrayList<>();
    for (String name : operators) {
      members.add(SiteRoles.person(name, keys.personal(name).publicKey(), SiteRoles.OPERATOR));
    }
    for (String name : supervisors) {
      members.add(SiteRoles.person(name, keys.personal(name).publicKey(), SiteRoles.SUPERVISOR));
    }
    members.add(SiteRoles.service(SiteRoles.TWIN, twin, SiteRoles.TWIN));
    members.add(SiteRoles.gateway(gateway.name(), gateway.key()));
    return members;
  }

  private static List<VerifyKey> publicKeys(List<KeySigner> keys) {
    return keys.stream().map(KeySigner::publicKey).toList();
  }

  private void tell(Root root, Policy policy) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: documents of site %s, version 1, for a year%n", folder, root.head().site());
    PolicyDraft.lines(policy).forEach(out::println);
    if (policy.points().isEmpty()) {
      out.println("  no point may be commanded yet");
    }
    out.printf("%nFingerprint of the root, to be typed at the gateway:%n");
    out.printf("  %s%n%n", SiteFolder.fingerprint(root));
    out.printf("Now:%n");
    out.printf("  1. Put %s on sticks, the three root keys on three%n", folder.resolve("offline"));
    out.printf("     different ones, in different hands, and remove the folder here.%n");
    out.printf("  2. Hand each person the own key in %s.%n", folder.resolve("people"));
    out.printf("  3. Carry the four files beside them to the gateway; there:%n");
    out.printf("     penstock trust install FOLDER --settings gateway.yaml%n");
    out.printf("To grow: people make keys of their own (penstock trust key), and you sign them%n");
    out.printf("in with trust add-operator; whoever leaves, trust revoke.%n");
    out.flush();
  }
}
