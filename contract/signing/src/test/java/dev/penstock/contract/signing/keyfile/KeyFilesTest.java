package dev.penstock.contract.signing.keyfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Keys;
import dev.penstock.contract.signing.keyfile.KeyFileException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

  private static final String PASSPHRASE = "correct horse";
  private static final String MACHINE = "4f1c";

  @TempDir Path folder;

  private Path file;
  private PersonalKeys keys;

  @BeforeEach
  void awayFromAnyGateway() {
    file = folder.resolve("it.key");
    Path gatewayKey = folder.resolve("gateway.key");
    keys = new PersonalKeys(gatewayKey, new SecureRandom(), Seal.MIN_ITERATIONS);
  }

  @Test
  void opensAPersonalKeyWithItsPassphraseAlone() throws KeyFileException {
    KeySigner made = keys.create(file, "alice", phrase(PASSPHRASE));

    assertThat(keys.open(file, phrase(PASSPHRASE)).publicKey()).isEqualTo(made.publicKey());
    assertThat(PersonalKeys.publicHalf(file))
        .isEqualTo(new PublicKeyFile("alice", made.publicKey()));
    refuses(Kind.WRONG_PASSPHRASE, () -> keys.open(file, phrase("correct horses")));
  }

  @Test
  void writesNothingReadableAboutThePrivateHalfAndWipesThePassphrase()
      throws KeyFileException, IOException {
    char[] given = phrase(PASSPHRASE);
    KeySigner made = keys.create(file, "alice", given);
    assertThat(Files.readString(file))
        .contains(made.publicKey().hex())
        .doesNotContain(HexFormat.of().formatHex(made.seed()))
        .doesNotContain(PASSPHRASE);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(given).containsOnly(' ');
  }

  /** A file of this format, made once and kept: its readers must not change. */
  @Test
  void opensAFileOfLongAgo() throws KeyFileException, IOException {
    copyOldFile();
    PersonalKeys anywhere = PersonalKeys.forDemo(new SecureRandom());
    assertThat(anywhere.open(file, phrase(PASSPHRASE)).publicKey())
        .isEqualTo(PersonalKeys.publicHalf(file).key());
  }

  @Test
  void noticesEveryChangeToASealedFile() throws KeyFileException, IOException {
    keys.create(file, "alice", phrase(PASSPHRASE));
    String text = Files.readString(file);
    String other = Keys.key(9).hex();
    String own = PersonalKeys.publicHalf(file).key().hex();
    int sealed = text.indexOf("\"sealed\":\"") + 10;
    char flipped = text.charAt(sealed) == '0' ? '1' : '0';
    for (String changed :
        List.of(
            text.replace("alice", "mallory"),
            text.replace(own, other),
            text.substring(0, sealed) + flipped + text.substring(sealed + 1),
            text.replace("100000", "100001"))) {
      overwrite(changed);
      refuses(Kind.WRONG_PASSPHRASE, () -> keys.open(file, phrase(PASSPHRASE)));
    }
    for (String changed :
        List.of(
            "",
            "{}",
            text.replace("100000", "99999"),
            text.replace("100000", "2000000000"),
            text.replace("PBKDF2WithHmacSHA512", "none"),
            text.replace("AES/GCM/NoPadding", "none"),
            text.replace("sealed-key", "gateway-key"),
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("\"name\"", "\"more\":1,\"name\""),
            text + " ".repeat(20_000))) {
      overwrite(changed);
      refuses(Kind.MALFORMED, () -> keys.open(file, phrase(PASSPHRASE)));
    }
  }

  @Test
  void refusesAShortPassphrase() {
    refuses(Kind.WRONG_PASSPHRASE, () -> keys.create(file, "alice", phrase("too short")));
    assertThat(file).doesNotExist();
  }

  @Test
  void neverOverwritesAKey() throws KeyFileException, IOException {
    overwrite("something");
    PublicKeyFile publicKey = new PublicKeyFile("alice", Keys.key(1));
    refuses(Kind.EXISTS, () -> keys.create(file, "alice", phrase(PASSPHRASE)));
    refuses(Kind.EXISTS, () -> publicKey.write(file));
    refuses(Kind.EXISTS, () -> new GatewayKeyFile("gw-1", Keys.signer(1)).write(file, MACHINE));
    assertThat(Files.readString(file)).isEqualTo("something");
  }

  @Test
  void refusesAPrivateFileThatOthersMayUse() throws KeyFileException, IOException {
    copyOldFile();
    Path gateway = folder.resolve("gw.key");
    new GatewayKeyFile("gw-1", Keys.signer(1)).write(gateway, MACHINE);
    for (String exposed : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(exposed));
      Files.setPosixFilePermissions(gateway, PosixFilePermissions.fromString(exposed));
      refuses(Kind.EXPOSED, () -> keys.open(file, phrase(PASSPHRASE)));
      refuses(Kind.EXPOSED, () -> GatewayKeyFile.read(gateway, MACHINE));
    }
    assertThatThrownBy(() -> GatewayKeyFile.read(gateway, MACHINE))
        .hasMessageContaining("chmod 600 " + gateway);
  }

  @Test
  void makesAndOpensNoPersonalKeyWhereAGatewaysKeyIs() throws IOException {
    copyOldFile();
    PersonalKeys awayFromHere =
        PersonalKeys.awayFrom(folder.resolve("gateway.key"), new SecureRandom());
    Files.createFile(folder.resolve("gateway.key"));
    refuses(Kind.ON_A_GATEWAY, () -> awayFromHere.open(file, phrase(PASSPHRASE)));
    refuses(
        Kind.ON_A_GATEWAY,
        () -> awayFromHere.create(folder.resolve("other.key"), "bob", phrase(PASSPHRASE)));
    assertThat(folder.resolve("other.key")).doesNotExist();
  }

  @Test
  void opensAGatewaysKeyOnItsOwnMachineAlone() throws KeyFileException, IOException {
    new GatewayKeyFile("gw-1", Keys.signer(1)).write(file, MACHINE);
    GatewayKeyFile read = GatewayKeyFile.read(file, MACHINE);
    assertThat(read.gateway()).isEqualTo("gw-1");
    assertThat(read.signer().publicKey()).isEqualTo(Keys.key(1));
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain(MACHINE);
    refuses(Kind.WRONG_MACHINE, () -> GatewayKeyFile.read(file, "another"));
  }

  @Test
  void refusesAGatewaysKeyWhoseHalvesAreNoPair() throws KeyFileException, IOException {
    new GatewayKeyFile("gw-1", Keys.signer(1)).write(file, MACHINE);
    String text = Files.readString(file);
    overwrite(text.replace(Keys.key(1).hex(), Keys.key(2).hex()));
    refuses(Kind.MALFORMED, () -> GatewayKeyFile.read(file, MACHINE));
  }

  @Test
  void handsRoundPublicKeysForAnybodyToRead() throws KeyFileException, IOException {
    PublicKeyFile publicKey = new PublicKeyFile("alice", Keys.key(1));
    publicKey.write(file);
    assertThat(PublicKeyFile.read(file)).isEqualTo(publicKey);
    assertThat(permissions(file)).startsWith("rw-r");
    overwrite(Files.readString(file).replace(Keys.key(1).hex(), "00".repeat(32)));
    refuses(Kind.MALFORMED, () -> PublicKeyFile.read(file));
  }

  @Test
  void saysWhichFileIsMissingAndWhichIsNoFile() {
    refuses(Kind.MISSING, () -> PublicKeyFile.read(file));
    refuses(Kind.MISSING, () -> GatewayKeyFile.read(file, MACHINE));
    refuses(Kind.DISK, () -> PublicKeyFile.read(folder));
    refuses(
        Kind.DISK,
        () -> new PublicKeyFile("a", Keys.key(1)).write(folder.resolve("nowhere/it.key")));
    assertThatThrownBy(() -> PublicKeyFile.read(file)).hasMessageContaining(file.toString());
  }

  private void copyOldFile() throws IOException {
    try (InputStream old = KeyFilesTest.class.getResourceAsStream("sealed-v1.key")) {
      Files.copy(old, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void overwrite(String text) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, text.getBytes(UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static char[] phrase(String text) {
    return text.toCharArray();
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeyFileException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
