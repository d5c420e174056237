package dev.penstock.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.gateway.runtime.GatewayKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trust verbs, what they make of good input, and what they say to bad. */
class TrustVerbTest {

  private static final String GATEWAY =
      """
      gateway: hall-7-gateway
      journal: {whenFull: drop-oldest}
      devices:
        tank:
          profile: quadruple-tank
          settings: {endpoint: "opc.tcp://127.0.0.1:4840/plant", trust: [FINGERPRINT]}
      commands:
        gate: {mode: armed, trust: trust, audit: audit/audit.log, auditMib: 8}
      """
          .replace("FINGERPRINT", "ab".repeat(32));

  /** Made once: each key costs its time, as it shall. */
  @TempDir private static Path shared;

  @TempDir private Path folder;
  private final Cli cli = new Cli();

  @BeforeAll
  static void makeASite() throws Exception {
    Path passphrase = Files.writeString(shared.resolve("passphrase"), "not a secret here");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(shared.resolve("gateway.yaml"), GATEWAY);
    good("trust", "install", "--settings", shared("gateway.yaml"));
    String presence = "tank/keySwitch=true";
    good("trust", "propose", shared("gateway.yaml"), "--presence", presence, "-o", shared("draft"));
    good(init(shared("hall-7"), "--policy", shared("draft"), "--stated-by", "carla", "--yes"));
  }

  @BeforeEach
  void copyTheDocuments() throws Exception {
    copy(shared.resolve("hall-7"), site());
  }

  @Test
  void initMakesWhatShowFindsGood() {
    assertThat(cli.run("trust", "show", site().toString())).isZero();
    assertThat(cli.out()).contains("site hall-7", "2 signatures where 2 are needed", "anna");
    assertThat(cli.out()).contains("tank/pump1Voltage: 0 to", "the mode rises at the box, once");
  }

  @Test
  void initOverwritesNoFolder() {
    assertThat(cli.run(init(site().toString()))).isEqualTo(2);
    assertThat(cli.err()).contains(site() + " is there already: name a new folder");
  }

  @Test
  void initNamesAGatewaysKeyThatIsNotThere() {
    String[] words = init(at("new"));
    words[4] = at("none.pub");

    assertThat(cli.run(words)).isEqualTo(69);
    assertThat(cli.err()).contains("none.pub");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void initRefusesTheDraftOfAnotherGateway() throws Exception {
    new PublicKeyFile("hall-8-gateway", key(1).publicKey()).write(folder.resolve("other.pub"));
    String[] words = init(at("new"), "--policy", shared("draft"), "--stated-by", "carla", "--yes");
    words[4] = at("other.pub");

    assertThat(cli.run(words)).isEqualTo(1);
    assertThat(cli.err()).contains("is for gateway hall-7-gateway, the key is of hall-8-gateway");
  }

  @Test
  void initWantsTheNameOfWhoCallsAnEndSafe() {
    assertThat(cli.run(init(at("new"), "--policy", shared("draft")))).isEqualTo(2);
    assertThat(cli.err()).contains("tank/pump1Voltage", "--stated-by");
  }

  @Test
  void initLeavesNothingBehindWhenAPassphraseIsTooShort() throws Exception {
    secret("short", "123");
    String[] words = init(at("new"));
    words[words.length - 1] = at("short");

    assertThat(cli.run(words)).isEqualTo(69);
    assertThat(cli.err()).contains("at least 10 characters");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aPassphraseThatOthersMayReadIsNotTaken() throws Exception {
    Path open = secret("open", "not a secret here");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    String[] words = init(at("new"));
    words[words.length - 1] = open.toString();

    assertThat(cli.run(words)).isEqualTo(69);
    assertThat(cli.err()).contains("others may read " + open, "chmod 600");
  }

  @Test
  void withoutPresenceAProposalEndsWithOneAndSaysWhatToName() {
    int code = cli.run("trust", "propose", shared("gateway.yaml"), "-o", at("observing"));

    assertThat(code).isEqualTo(1);
    assertThat(cli.err()).contains("NOTHING CAN BE COMMANDED", "tank/keySwitch");
    assertThat(folder.resolve("observing")).exists();
  }

  @Test
  void aPresenceThatIsNoPointOfTheDevicesIsRefused() {
    String wrong = "tank/keySwich=true";
    int code = cli.run("trust", "propose", shared("gateway.yaml"), "--presence", wrong);

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).contains(wrong, "tank/keySwitch");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aDraftIsSignedByTwoWhoSeeWhatItSays() {
    assertThat(cli.run(sign(shared("draft"), "policy-1", "--stated-by", "carla"))).isZero();
    assertThat(cli.out()).contains("policy 2 of site hall-7", "1 of 2 signatures", "trust sign");
    assertThat(folder.resolve("hall-7/policy.next.json")).exists();
    Cli second = new Cli();

    assertThat(second.run(sign(at("hall-7/policy.next.json"), "policy-2"))).isZero();
    assertThat(second.out()).contains("tank/pump1Voltage", "safe by carla", "Complete");
    assertThat(folder.resolve("hall-7/policy.next.json")).doesNotExist();
    Cli shown = new Cli();
    assertThat(shown.run("trust", "show", site().toString())).isZero();
    assertThat(shown.out()).contains("policy version 2");
  }

  @Test
  void oneKeyIsOneSignatureHoweverOftenItSigns() {
    good(sign(shared("draft"), "policy-1", "--stated-by", "carla"));

    assertThat(cli.run(sign(at("hall-7/policy.next.json"), "policy-1"))).isZero();
    assertThat(cli.out()).contains("1 of 2 signatures");
  }

  @Test
  void aKeyThatTheRootDoesNotNameForThisSignsNothing() {
    assertThat(cli.run(sign(shared("draft"), "roster-1", "--stated-by", "carla"))).isEqualTo(1);
    assertThat(cli.err()).contains("none of these keys signs a policy");
  }

  @Test
  void whoeverDoesNotSayYesHasNotSigned() {
    List<String> words = List.of("trust", "sign", shared("draft"), "--stated-by", "carla");

    assertThat(cli.run(words(words, "policy-1"))).isEqualTo(1);
    assertThat(folder.resolve("hall-7/policy.next.json")).doesNotExist();
  }

  @Test
  void aWrongPassphraseNamesTheKey() throws Exception {
    secret("wrong", "another passphrase");
    List<String> words = new ArrayList<>(List.of("trust", "revoke", "anna", "--reason", "lost"));
    words.addAll(List.of("--site", site().toString(), "--key", offline("roster-1")));
    words.addAll(List.of("--passphrase-file", at("wrong")));

    assertThat(cli.run(words.toArray(String[]::new))).isEqualTo(69);
    assertThat(cli.err()).contains("roster-1.key", "wrong passphrase");
  }

  @Test
  void whatIsNoPolicyIsNotSignedAsOne() {
    assertThat(cli.run(sign(at("hall-7/root.json"), "policy-1"))).isEqualTo(1);
    assertThat(cli.err()).contains("root.json is no policy");
    Cli none = new Cli();
    assertThat(none.run(sign(at("none.json"), "policy-1"))).isEqualTo(1);
    assertThat(none.err()).contains("none.json is not there");
  }

  @Test
  void whatWaitsForASignatureAndWasChangedIsNotSigned() throws Exception {
    good(sign(shared("draft"), "policy-1", "--stated-by", "carla"));
    Path waiting = folder.resolve("hall-7/policy.next.json");
    byte[] bytes = Files.readAllBytes(waiting);
    bytes[bytes.length / 2] ^= 1;
    Files.write(waiting, bytes);

    assertThat(cli.run(sign(waiting.toString(), "policy-2"))).isEqualTo(1);
    assertThat(cli.err()).contains("policy.next.json");
  }

  @Test
  void aFolderWithoutDocumentsIsNamed() {
    assertThat(cli.run("trust", "show", at("nowhere"))).isEqualTo(1);
    assertThat(cli.err()).contains("nowhere/root.json is not there");
  }

  @Test
  void anEditedDocumentIsNamed() throws Exception {
    Path roster = folder.resolve("hall-7/roster.json");
    byte[] bytes = Files.readAllBytes(roster);
    bytes[bytes.length / 2] ^= 1;
    Files.write(roster, bytes);

    assertThat(cli.run("trust", "show", site().toString())).isEqualTo(1);
    assertThat(cli.err()).contains("roster.json");
  }

  @Test
  void anOperatorIsAddedByTwoSignatures() throws Exception {
    new PublicKeyFile("dora", key(2).publicKey()).write(folder.resolve("dora.pub"));
    assertThat(cli.run(member("add-operator", at("dora.pub"), "roster-1"))).isZero();
    assertThat(cli.out()).contains("1 of 2 signatures");
    Cli second = new Cli();

    assertThat(second.run(sign(at("hall-7/roster.next.json"), "roster-2"))).isZero();
    assertThat(second.out()).contains("roster 2 of site hall-7", "dora       PERSON [operator]");
  }

  @Test
  void aServiceGetsItsRole() throws Exception {
    new PublicKeyFile("optimiser", key(3).publicKey()).write(folder.resolve("optimiser.pub"));
    good(member("add-service", at("optimiser.pub"), "roster-1"));
    good(sign(at("hall-7/roster.next.json"), "roster-2"));

    assertThat(cli.run("trust", "show", site().toString())).isZero();
    assertThat(cli.out()).contains("optimiser  SERVICE");
  }

  @Test
  void whoeverAddsWithoutAKeyIsToldToNameOne() throws Exception {
    new PublicKeyFile("dora", key(2).publicKey()).write(folder.resolve("dora.pub"));

    assertThat(cli.run("trust", "add-operator", at("dora.pub"), "--site", site().toString()))
        .isEqualTo(2);
    assertThat(cli.err()).contains("name a key with --key");
  }

  @Test
  void aPrivateKeyIsNoPublicOne() {
    assertThat(cli.run(member("add-operator", offline("roster-2"), "roster-1"))).isEqualTo(69);
    assertThat(cli.err()).contains("roster-2.key");
  }

  @Test
  void aRevocationNeedsANameOfTheRosterAndARosterKey() {
    assertThat(cli.run(member("revoke", "nobody", "roster-1"))).isEqualTo(2);
    assertThat(cli.err()).contains("there is no nobody in the roster");
    Cli wrongKey = new Cli();

    assertThat(wrongKey.run(member("revoke", "anna", "policy-1"))).isEqualTo(2);
    assertThat(wrongKey.err()).contains("a revocation needs a roster key");
  }

  @Test
  void aRevocationIsAFileToBeCarried() throws Exception {
    assertThat(cli.run(member("revoke", "anna", "roster-1"))).isZero();
    assertThat(cli.out()).contains("takes away 1 key(s) of anna", "penstock command send");
    try (Stream<Path> files = Files.list(site())) {
      assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("revocation-"));
    }
  }

  @Test
  void personalKeysAreNotMadeWhereAGatewaysKeyIs() throws Exception {
    Path home = Files.createDirectories(folder.resolve("box"));
    Files.writeString(home.resolve("gateway.yaml"), GATEWAY);
    good("trust", "install", "--settings", home.resolve("gateway.yaml").toString());
    List<String> words = new ArrayList<>(List.of("command", "freeze"));
    words.addAll(List.of("--key", shared.resolve("hall-7/people/anna.key").toString()));
    words.addAll(List.of("--settings", home.resolve("gateway.yaml").toString()));
    words.addAll(List.of("--passphrase-file", shared("passphrase")));

    assertThat(cli.run(words.toArray(String[]::new))).isEqualTo(69);
    assertThat(cli.err()).contains("keep personal keys on another machine");
  }

  @Test
  void installWantsTheFingerprintOfTheFirstRoot() throws Exception {
    assertThat(install("00".repeat(32))).isEqualTo(1);
    assertThat(cli.err()).contains("not the fingerprint of this root", "nothing was installed");
    assertThat(folder.resolve("trust/root.json")).doesNotExist();
  }

  @Test
  void installTakesNoOlderDocumentsAndNoOtherSite() throws Exception {
    good(sign(shared("draft"), "policy-1", "--stated-by", "carla"));
    good(sign(at("hall-7/policy.next.json"), "policy-2"));
    assertThat(install(fingerprint())).as(cli.err()).isZero();
    copy(shared.resolve("hall-7"), site());

    Cli older = new Cli();
    assertThat(older.run(installation(fingerprint()))).isEqualTo(1);
    assertThat(older.err()).contains("policy version 1 cannot take the place of version 2");
  }

  @Test
  void installRefusesAPolicyForAnotherGateway() throws Exception {
    Files.writeString(
        folder.resolve("gateway.yaml"), GATEWAY.replace("hall-7-gateway", "hall-8-gateway"));

    assertThat(cli.run(installation(fingerprint()))).isEqualTo(1);
    assertThat(cli.err()).contains("the policy is for gateway hall-7-gateway, this is hall-8");
  }

  @Test
  void aRolledBackLogIsResumedByTheRostersSigners() throws Exception {
    Path key = shared.resolve("trust/gateway.key");
    KeySigner gateway = GatewayKeyFile.read(key, GatewayKey.machineId()).signer();
    RolledBackLogSample log = RolledBackLogSample.write(folder, "hall-7-gateway", gateway);
    assertThat(cli.run(resume(log.file(), "roster-1"))).as(cli.err()).isZero();
    assertThat(cli.out()).contains("the last 3 of them are not here", "1 of 2 signatures");
    Cli second = new Cli();
    assertThat(second.run(sign(at("hall-7/resume.next.json"), "roster-2"))).isZero();
    assertThat(second.out()).contains("goes on without the log that was lost", "Complete");

    byte[] signed = Files.readAllBytes(folder.resolve("hall-7/resume.json"));
    byte[] root = Files.readAllBytes(folder.resolve("hall-7/root.json"));
    Resume resume =
        EnvelopeReader.open(signed, PayloadType.RESUME, RootClaim.read(root).keys())
            .read(Resume::read);
    assertThat(log.custody().resume(resume, signed)).isEmpty();
    assertThat(log.custody().rolledBack()).isEmpty();
    Cli again = new Cli();
    assertThat(again.run(resume(log.file(), "roster-1"))).isEqualTo(1);
    assertThat(again.err()).contains("there is nothing to resume");
  }

  @Test
  void aLogThatNoGatewayOfTheRosterSignedIsNotResumed() throws Exception {
    RolledBackLogSample log = RolledBackLogSample.write(folder, "hall-7-gateway", key(8));

    assertThat(cli.run(resume(log.file(), "roster-1"))).isEqualTo(1);
    assertThat(cli.err()).contains("no gateway of this roster has signed");
  }

  private String[] resume(Path log, String key) {
    return words(List.of("trust", "resume", log.toString(), "--reason", "restored", "--yes"), key);
  }

  private int install(String fingerprint) throws Exception {
    Files.writeString(folder.resolve("gateway.yaml"), GATEWAY);
    return cli.run(installation(fingerprint));
  }

  private String[] installation(String fingerprint) {
    return new String[] {
      "trust",
      "install",
      site().toString(),
      "--settings",
      at("gateway.yaml"),
      "--fingerprint",
      fingerprint
    };
  }

  private String fingerprint() throws Exception {
    return Files.readString(site().resolve("root.sha256")).strip();
  }

  private String[] member(String verb, String whom, String key) {
    return words(List.of("trust", verb, whom), key);
  }

  /** With {@code --yes} as the last word. */
  private String[] sign(String file, String key, String... more) {
    List<String> words = new ArrayList<>(List.of("trust", "sign", file));
    words.addAll(List.of(more));
    List<String> all = new ArrayList<>(List.of(words(words, key)));
    all.add("--yes");
    return all.toArray(String[]::new);
  }

  private String[] words(List<String> first, String key) {
    List<String> words = new ArrayList<>(first);
    words.addAll(List.of("--site", site().toString()));
    words.addAll(List.of("--key", offline(key), "--passphrase-file", shared("passphrase")));
    return words.toArray(String[]::new);
  }

  /** The gateway's key is word 4, the passphrase's file the last. */
  private static String[] init(String site, String... more) {
    List<String> words = new ArrayList<>(List.of("trust", "init", site, "--gateway"));
    words.addAll(List.of(shared("trust/gateway.pub"), "--operator", "anna"));
    words.addAll(List.of(more));
    words.addAll(List.of("--passphrase-file", shared("passphrase")));
    return words.toArray(String[]::new);
  }

  private static KeySigner key(int seed) {
    byte[] bytes = new byte[KeySigner.SEED_BYTES];
    bytes[0] = (byte) seed;
    return KeySigner.ofSeed(bytes);
  }

  private Path secret(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Path site() {
    return folder.resolve("hall-7");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String shared(String name) {
    return shared.resolve(name).toString();
  }

  private static String offline(String key) {
    return shared.resolve("hall-7/offline").resolve(key + ".key").toString();
  }

  private static void good(String... words) {
    Cli cli = new Cli();
    assertThat(cli.run(words)).as("%s%n%s%s", List.of(words), cli.out(), cli.err()).isZero();
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
