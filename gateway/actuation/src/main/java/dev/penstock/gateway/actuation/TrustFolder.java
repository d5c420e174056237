package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.contract.signing.trust.Roster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder with what the gate believes: {@code root.sha256} (the fingerprint that a person typed
 * at the box), {@code root.json}, {@code policy.json}, {@code roster.json} and {@code gateway.key}.
 * A document that is not signed as the root demands, or older than one that was in force, is
 * refused.
 */
final class TrustFolder {

  static final String FINGERPRINT = TrustFiles.FINGERPRINT;
  static final String ROOT = TrustFiles.ROOT;
  static final String POLICY = TrustFiles.POLICY;
  static final String ROSTER = TrustFiles.ROSTER;
  static final String GATEWAY_KEY = TrustFiles.GATEWAY_KEY;

  /** Kind and file of what the log keeps a copy of. */
  static final Map<String, String> DOCUMENTS =
      Map.of("root", ROOT, "policy", POLICY, "roster", ROSTER);

  private final Path folder;

  TrustFolder(Path folder) {
    this.folder = folder;
  }

  /** The gateway's own key; refused if it was made for another gateway or on another machine. */
  KeySigner gatewayKey(String gateway, String machineId) throws GateStartException {
    try {
      GatewayKeyFile key = GatewayKeyFile.read(folder.resolve(GATEWAY_KEY), machineId);
      if (!key.gateway().equals(gateway)) {
        throw new GateStartException(
            folder.resolve(GATEWAY_KEY)
                + " is the key of "
                + key.gateway()
                + ", not of "
                + gateway);
      }
      return key.signer();
    } catch (KeyFileException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Loads the documents.
   *
   * @param latest versions that were once in force
   * @param demo whether this gateway was started by the demo; only then DEMO documents count
   */
  TrustSet load(String gateway, Recovery.Versions latest, Set<String> revoked, boolean demo)
      throws GateStartException {
    Root root = root(revoked);
    Policy policy = document(POLICY, PayloadType.POLICY, root, revoked, Policy::read);
    Roster roster = document(ROSTER, PayloadType.ROSTER, root, revoked, Roster::read);
    check(ROOT, root, latest.root(), demo);
    check(POLICY, policy, latest.policy(), demo);
    check(ROSTER, roster, latest.roster(), demo);
    requireSameSite(root, policy, roster);
    if (!policy.scope().gateway().equals(gateway)) {
      throw refused(POLICY, "is for gateway " + policy.scope().gateway() + ", not " + gateway);
    }
    if (!policy.standing().isEmpty()) {
      throw refused(POLICY, "asks for standing writes, which this version does not make");
    }
    return new TrustSet(root, policy, roster, revoked);
  }

  /** The envelopes as they are, by kind. */
  Map<String, String> documents() throws GateStartException {
    Map<String, String> raw = new TreeMap<>();
    for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
      String text = new String(bytes(document.getValue()), StandardCharsets.UTF_8);
      raw.put(document.getKey(), text);
    }
    return raw;
  }

  private Root root(Set<String> revoked) throws GateStartException {
    byte[] raw = bytes(ROOT);
    String pinned = new String(bytes(FINGERPRINT), StandardCharsets.US_ASCII).strip();
    Root claimed = claimed(raw);
    Verified verified = EnvelopeReader.open(raw, PayloadType.ROOT, known(claimed, revoked));
    if (!verified.isGood() || !verified.digest().equals(pinned)) {
      throw refused(
          ROOT,
          "is not the root whose fingerprint is in "
              + folder.resolve(FINGERPRINT)
              + ": compare both with who keeps the root keys");
    }
    if (!claimed.root().isMetBy(verified)) {
      throw refused(ROOT, "is signed by too few of its keys");
    }
    return claimed;
  }

  /** A root says itself which keys sign it; that it is the right one its fingerprint proves. */
  private Root claimed(byte[] raw) throws GateStartException {
    try {
      return RootClaim.read(raw);
    } catch (MalformedException e) {
      throw new GateStartException(folder.resolve(ROOT) + ": " + e.getMessage(), e);
    }
  }

  private static KeyLookup known(Root root, Set<String> revoked) {
    KeyLookup keys = root.keys();
    return id -> revoked.contains(id) ? null : keys.find(id);
  }

  private <T> T document(
      String name,
      PayloadType type,
      Root root,
      Set<String> revoked,
      Verified.PayloadReader<T> reader)
      throws GateStartException {
    Verified verified = EnvelopeReader.open(bytes(name), type, known(root, revoked));
    if (!verified.isGood()) {
      throw refused(name, verified.verdict().words());
    }
    if (!root.quorum(type).isMetBy(verified)) {
      throw refused(name, "is signed by too few of the keys that the root names for it");
    }
    try {
      return verified.read(reader);
    } catch (MalformedException e) {
      throw new GateStartException(folder.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  private void check(String name, Document document, long latest, boolean demo)
      throws GateStartException {
    DocumentHead head = document.head();
    boolean stays = head.version() == latest;
    if (!stays && !head.mayFollow(latest)) {
      throw refused(
          name,
          "has version "
              + head.version()
              + " and version "
              + latest
              + " was in force: versions"
              + " never go back, and not forward by more than "
              + DocumentHead.MAX_VERSION_STEP);
    }
    if (head.demo() && !demo) {
      throw refused(name, "was made by the demo, whose keys protect nothing: make your own set");
    }
  }

  private void requireSameSite(Root root, Policy policy, Roster roster) throws GateStartException {
    String site = root.head().site();
    if (!policy.head().site().equals(site) || !roster.head().site().equals(site)) {
      throw new GateStartException(folder + ": root, policy and roster are of different sites");
    }
  }

  private byte[] bytes(String name) throws GateStartException {
    Path file = folder.resolve(name);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PayloadType.POLICY.maxBytes() + 1);
    } catch (IOException e) {
      throw new GateStartException(
          file + " cannot be read: install the trust set of this site there", e);
    }
  }

  private GateStartException refused(String name, String why) {
    return new GateStartException(folder.resolve(name) + " " + why);
  }
}
