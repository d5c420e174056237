package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import dev.penstock.gateway.cli.SettingsOption;
import dev.penstock.gateway.cli.Terminal;
import dev.penstock.gateway.cli.trust.SiteFolder.Signed;
import dev.penstock.gateway.runtime.GatewayKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the documents of a site onto its gateway. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "On the gateway: checks the documents in a folder and puts them where the gate reads them."
          + " The first root counts only when you type its fingerprint, which you have by another"
          + " way than the folder.",
      "Without a folder it only makes the gateway's own key, and shows its public half."
    },
    footer = {"", "Example:", "  penstock trust install hall-7 --settings gateway.yaml"})
final class InstallTrust implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The folder with root.json, policy.json and roster.json.")
  private @Nullable Path folder;

  @Mixin private SettingsOption settings;

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      description = "The fingerprint of the first root; left out, you are asked.")
  private Optional<String> fingerprint = Optional.empty();

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  InstallTrust() {}

  @Override
  public Integer call() throws CannotGoOn {
    GatewayHere here =
        settings
            .find()
            .orElseThrow(
                () ->
                    new CannotGoOn(
                        ExitCode.USAGE, "which gateway? Name its settings with --settings"));
    try {
      Files.createDirectories(here.trust());
      key(here);
      if (folder != null) {
        install(here, new SiteFolder(folder));
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, here.trust() + " cannot be written: " + e);
    } catch (KeyFileException e) {
      throw SigningKeys.refused(e);
    }
  }

  /** The only key that belongs here. */
  private void key(GatewayHere here) throws KeyFileException {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.exists(here.keyFile())) {
      KeySigner made = KeySigner.generate(new SecureRandom());
      new GatewayKeyFile(here.name(), made).write(here.keyFile(), GatewayKey.machineId());
      new PublicKeyFile(here.name(), made.publicKey()).write(here.publicKeyFile());
      out.println("made the key of gateway " + here.name());
    }
    out.println("public key, for trust init and for operators: " + here.publicKeyFile());
    out.flush();
  }

  private void install(GatewayHere here, SiteFolder site) throws CannotGoOn, IOException {
    Signed<Root> root = site.root();
    Signed<Policy> policy = site.policy(root.document());
    Signed<Roster> roster = site.roster(root.document());
    check(here, root.document(), policy.document());
    String known = recognised(here, root);
    requireNewer(here, policy.document(), roster.document());
    copy(here, site, TrustFiles.POLICY);
    copy(here, site, TrustFiles.ROSTER);
    copy(here, site, TrustFiles.ROOT);
    TrustFiles.replace(
        here.trust().resolve(TrustFiles.FINGERPRINT),
        (known + "\n").getBytes(StandardCharsets.US_ASCII));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "installed root %d, policy %d and roster %d of site %s in %s%n",
        root.document().head().version(),
        policy.document().head().version(),
        roster.document().head().version(),
        root.document().head().site(),
        here.trust());
    out.println("They count from the gateway's next start: systemctl restart penstock");
    out.flush();
  }

  private static void check(GatewayHere here, Root root, Policy policy) throws CannotGoOn {
    if (root.head().demo()) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS, "these documents are the demo's, whose keys protect nothing");
    }
    if (!policy.scope().gateway().equals(here.name())) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          "the policy is for gateway " + policy.scope().gateway() + ", this is " + here.name());
    }
  }

  /** By its fingerprint the first time; later roots are signed by the one before. */
  private String recognised(GatewayHere here, Signed<Root> root) throws CannotGoOn {
    String found = SiteFolder.fingerprint(root.document());
    if (!Files.exists(here.trust().resolve(TrustFiles.ROOT))) {
      requireTyped(found);
      return found;
    }
    Root current = new SiteFolder(here.trust()).root().document();
    if (SiteFolder.fingerprint(current).equals(found)) {
      return found;
    }
    DocumentHead head = root.document().head();
    if (!head.mayFollow(current.head().version())
        || !root.verified().isSignedBy(current.root().threshold(), current.root().keys())) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          ("this root (version %d) does not follow the one in force (version %d): its version must be"
                  + " higher, and enough of the old keys must have signed it")
              .formatted(head.version(), current.head().version()));
    }
    return found;
  }

  /** The gate would refuse an older version at its next start, and take no command at all. */
  private static void requireNewer(GatewayHere here, Policy policy, Roster roster)
      throws CannotGoOn {
    SiteFolder installed = new SiteFolder(here.trust());
    if (Files.exists(installed.file(TrustFiles.POLICY))) {
      Root root = installed.root().document();
      requireNewer("policy", policy, installed.policy(root).document());
      requireNewer("roster", roster, installed.roster(root).document());
    }
  }

  private static void requireNewer(String what, Document offered, Document installed)
      throws CannotGoOn {
    boolean same = Arrays.equals(offered.bytes(), installed.bytes());
    if (!same && !offered.head().mayFollow(installed.head().version())) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          ("%s version %d cannot take the place of version %d, which is installed: the version must"
                  + " be higher, by at most %d. Is it the newest folder? Nothing was installed")
              .formatted(
                  what,
                  offered.head().version(),
                  installed.head().version(),
                  DocumentHead.MAX_VERSION_STEP));
    }
  }

  private void requireTyped(String found) throws CannotGoOn {
    String typed =
        fingerprint
            .orElseGet(() -> Terminal.of(spec).answer("Fingerprint of the root: "))
            .replaceAll("[\\s:]", "")
            .toLowerCase(Locale.ROOT);
    if (!typed.equals(found)) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          "that is not the fingerprint of this root: compare with who ran trust init; nothing was"
              + " installed");
    }
  }

  private static void copy(GatewayHere here, SiteFolder site, String name)
      throws CannotGoOn, IOException {
    TrustFiles.replace(here.trust().resolve(name), SiteFolder.bytes(site.file(name), 1 << 20));
  }
}
