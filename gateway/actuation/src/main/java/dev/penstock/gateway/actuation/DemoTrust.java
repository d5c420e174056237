package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Quorum;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.RootClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Makes a throw-away trust set for the demo and for tests, stamped DEMO: whoever holds its folder
 * holds the keys, so no gateway that the demo did not start believes it.
 */
public final class DemoTrust {

  /** Names in the roster, and of the key files. */
  public static final String OPERATOR = SiteRoles.OPERATOR;

  public static final String SUPERVISOR = SiteRoles.SUPERVISOR;
  public static final String TWIN = SiteRoles.TWIN;

  private static final String KEYS = "demo-keys";
  private static final String SIGNER = "signer";
  private static final String OTHER_SIGNER = "other-signer";
  private static final Duration VALID = Duration.ofDays(30);

  /**
   * What the set is about.
   *
   * @param machineId as the gateway will be told it
   */
  public record Plan(String site, String gateway, String machineId, SiteDraft.Rules rules) {}

  /** The keys of those who may speak to the gate. */
  public record Keys(KeySigner operator, KeySigner supervisor, KeySigner twin) {}

  private final Path folder;
  private final Plan plan;
  private final Instant now;
  private final SecureRandom random;

  private DemoTrust(Path folder, Plan plan, Instant now, SecureRandom random) {
    this.folder = folder;
    this.plan = plan;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.random = random;
  }

  /**
   * Writes a whole set. Personal and gateway keys that are there already stay; documents are made
   * anew with the next version.
   */
  public static Keys make(Path folder, Plan plan, Instant now, SecureRandom random)
      throws GateStartException {
    try {
      return new DemoTrust(folder, plan, now, random).make();
    } catch (IOException | KeyFileException e) {
      throw new GateStartException(
          "the demo's trust set cannot be made in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The keys of a set that {@link #make} wrote on this machine. */
  public static Keys open(Path folder, String machineId) throws GateStartException {
    try {
      return new Keys(
          GatewayKeyFile.read(file(folder, OPERATOR), machineId).signer(),
          GatewayKeyFile.read(file(folder, SUPERVISOR), machineId).signer(),
          GatewayKeyFile.read(file(folder, TWIN), machineId).signer());
    } catch (KeyFileException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Has the next set name a twin that has its key already. */
  public static void keepTwin(Path folder, String machineId, KeySigner twin)
      throws GateStartException {
    Path file = file(folder, TWIN);
    try {
      Files.createDirectories(folder.resolve(KEYS));
      Files.deleteIfExists(file);
      new GatewayKeyFile(TWIN, twin).write(file, machineId);
    } catch (IOException | KeyFileException e) {
      throw new GateStartException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** The two who sign the documents of a set that {@link #make} wrote on this machine. */
  public static List<KeySigner> signers(Path folder, String machineId) throws GateStartException {
    try {
      return List.of(
          GatewayKeyFile.read(file(folder, SIGNER), machineId).signer(),
          GatewayKeyFile.read(file(folder, OTHER_SIGNER), machineId).signer());
    } catch (KeyFileException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Has the next {@link #make} give this name another key. */
  public static void forget(Path folder, String name) throws IOException {
    Files.deleteIfExists(file(folder, name));
  }

  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(TrustFiles.POLICY)) && Files.exists(file(folder, OPERATOR));
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(KEYS).resolve(name + ".key");
  }

  private Keys make() throws IOException, KeyFileException {
    Files.createDirectories(folder.resolve(KEYS));
    Keys keys = new Keys(personal(OPERATOR), personal(SUPERVISOR), personal(TWIN));
    KeySigner gateway = gatewayKey();
    KeySigner one = personal(SIGNER);
    KeySigner other = personal(OTHER_SIGNER);
    DocumentHead head = new DocumentHead(plan.site(), nextVersion(), now, now.plus(VALID), true);
    Quorum both = new Quorum(List.of(one.publicKey(), other.publicKey()), 2);
    Quorum twin = new Quorum(List.of(keys.twin().publicKey()), 1);
    Root root = new Root(head, both, both, both, twin);
    SiteDraft.of(root, SiteDraft.policy(head, plan.gateway(), plan.rules()), members(keys, gateway))
        .write(folder, SiteDraft.Signers.all(List.of(one, other)));
    return keys;
  }

  private List<Member> members(Keys keys, KeySigner gateway) {
    return List.of(
        SiteRoles.person(OPERATOR, keys.operator().publicKey(), SiteRoles.OPERATOR),
        SiteRoles.person(SUPERVISOR, keys.supervisor().publicKey(), SiteRoles.SUPERVISOR),
        SiteRoles.service(TWIN, keys.twin().publicKey(), SiteRoles.TWIN),
        SiteRoles.gateway(plan.gateway(), gateway.publicKey()));
  }

  private KeySigner personal(String name) throws KeyFileException {
    return key(file(folder, name), name);
  }

  private KeySigner gatewayKey() throws KeyFileException {
    return key(folder.resolve(TrustFiles.GATEWAY_KEY), plan.gateway());
  }

  /**
   * Without a passphrase, even for persons: nobody types one in a demo, and these keys open nothing
   * but the demo's own pumps.
   */
  private KeySigner key(Path file, String name) throws KeyFileException {
    if (Files.exists(file)) {
      return GatewayKeyFile.read(file, plan.machineId()).signer();
    }
    KeySigner signer = KeySigner.generate(random);
    new GatewayKeyFile(name, signer).write(file, plan.machineId());
    return signer;
  }

  private long nextVersion() throws IOException {
    return Files.exists(folder.resolve(TrustFiles.ROOT)) ? version(folder) + 1 : 1;
  }

  /** Of all documents of a set that {@link #make} wrote. */
  public static long version(Path folder) throws IOException {
    Path root = folder.resolve(TrustFiles.ROOT);
    try {
      return RootClaim.read(Files.readAllBytes(root)).head().version();
    } catch (MalformedException e) {
      throw new IOException(root + " is damaged: remove the folder", e);
    }
  }
}
