package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Quorum;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.contract.signing.trust.Roster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder with what the gate believes: {@code root.sha256} (the fingerprint that a person typed
 * at the box), {@code root.json}, the roots that followed it ({@code root.2.json} …), {@code
 * policy.json}, {@code roster.json} and {@code gateway.key}. A document that is not signed as the
 * root demands, or older than one that was in force, is refused.
 */
final class TrustFolder implements TrustSource {

  static final String FINGERPRINT = TrustFiles.FINGERPRINT;
  static final String ROOT = TrustFiles.ROOT;
  static final String POLICY = TrustFiles.POLICY;
  static final String ROSTER = TrustFiles.ROSTER;
  static final String GATEWAY_KEY = TrustFiles.GATEWAY_KEY;

  /** Kind and file of what the log keeps a copy of. */
  static final Map<String, String> DOCUMENTS =
      Map.of("root", ROOT, "policy", POLICY, "roster", ROSTER);

  private static final Pattern LATER_ROOT = Pattern.compile("root\\.(\\d{1,18})\\.json");

  private final Path folder;

  TrustFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public KeySigner gatewayKey(String gateway, String machineId) throws GateStartException {
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

  @Override
  public TrustSet load(String gateway, RulesSeen before, boolean demo) throws GateStartException {
    RulesSeen.Versions latest = before.versions();
    Root root = newestRoot();
    check(ROOT, root, latest.root(), demo);
    Read<Policy> policy = document(POLICY, PayloadType.POLICY, root, Policy::read);
    Read<Roster> roster = document(ROSTER, PayloadType.ROSTER, root, Roster::read);
    check(POLICY, policy.document(), latest.policy(), demo);
    check(ROSTER, roster.document(), latest.roster(), demo);
    requireSameSite(root, policy.document(), roster.document());
    if (!policy.document().scope().gateway().equals(gateway)) {
      throw refused(
          POLICY, "is for gateway " + policy.document().scope().gateway() + ", not " + gateway);
    }
    TrustSet.Signatures signatures = new TrustSet.Signatures(policy.verified(), roster.verified());
    TrustSet trust =
        new TrustSet(root, policy.document(), roster.document(), signatures, before.revoked());
    if (trust.isUndermined() && !trust.versions().equals(latest)) {
      throw new GateStartException(
          folder + ": a document is signed by revoked keys: install newly signed ones");
    }
    return trust;
  }

  @Override
  public Map<String, String> documents() throws GateStartException {
    Map<String, String> raw = new TreeMap<>();
    for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
      raw.put(document.getKey(), text(document.getValue()));
    }
    for (Path later : laterRoots()) {
      raw.put("root", text(later.getFileName().toString()));
    }
    return raw;
  }

  private record Read<T>(T document, Verified verified) {}

  /** The one that a person vouched for, and what followed it, each signed by the one before. */
  private Root newestRoot() throws GateStartException {
    Root root = firstRoot();
    for (Path file : laterRoots()) {
      String name = file.getFileName().toString();
      Root next = claimed(name);
      if (next.head().version() <= root.head().version()) {
        continue;
      }
      KeyLookup old = root.keys();
      KeyLookup own = next.keys();
      Verified verified =
          EnvelopeReader.open(bytes(name), PayloadType.ROOT, id -> either(old, own, id));
      if (!root.root().isMetBy(verified) || !next.root().isMetBy(verified)) {
        throw refused(name, "is not signed by the root before it and by itself");
      }
      root = next;
    }
    return root;
  }

  private static VerifyKey either(KeyLookup one, KeyLookup other, String id) {
    VerifyKey key = one.find(id);
    return key == null ? other.find(id) : key;
  }

  private List<Path> laterRoots() throws GateStartException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> LATER_ROOT.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(TrustFolder::version))
          .toList();
    } catch (IOException e) {
      throw new GateStartException(
          folder + " cannot be read: install the trust set of this site there", e);
    }
  }

  private static long version(Path file) {
    Matcher matcher = LATER_ROOT.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private Root firstRoot() throws GateStartException {
    String pinned = new String(bytes(FINGERPRINT), StandardCharsets.US_ASCII).strip();
    Root claimed = claimed(ROOT);
    Verified verified = EnvelopeReader.open(bytes(ROOT), PayloadType.ROOT, claimed.keys());
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

  /** A root says itself which keys sign it; that it is the right one something else must prove. */
  private Root claimed(String name) throws GateStartException {
    try {
      return RootClaim.read(bytes(name));
    } catch (MalformedException e) {
      throw new GateStartException(folder.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  private <T> Read<T> document(
      String name, PayloadType type, Root root, Verified.PayloadReader<T> reader)
      throws GateStartException {
    Verified verified = EnvelopeReader.open(bytes(name), type, root.keys());
    Quorum quorum = root.quorum(type);
    if (!verified.isGood()) {
      throw refused(name, verified.verdict().words());
    }
    if (!quorum.isMetBy(verified)) {
      throw refused(name, "is signed by too few of the keys that the root names for it");
    }
    try {
      return new Read<>(verified.read(reader), verified);
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

  /** A root is kept beside those before it, for the pinned one must be found again. */
  @Override
  public void keep(PayloadType type, long version, byte[] envelope) throws IOException {
    String name =
        switch (type) {
          case ROOT -> "root." + version + ".json";
          case POLICY -> POLICY;
          case ROSTER -> ROSTER;
          default -> throw new IllegalArgumentException("no document: " + type);
        };
    TrustFiles.replace(folder.resolve(name), envelope);
  }

  private String text(String name) throws GateStartException {
    return new String(bytes(name), StandardCharsets.UTF_8);
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
