package dev.penstock.contract.signing.keyfile;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.keyfile.KeyFileException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of operators, of root, policy and roster: each in a file under a passphrase, and never
 * on a gateway, where whoever takes the box would take them too.
 */
public final class PersonalKeys {

  public static final int MIN_PASSPHRASE = 10;

  private static final String KIND = "sealed-key";

  private final @Nullable Path gatewayKey;
  private final SecureRandom random;
  private final int iterations;

  /** The iterations cost an attacker, and each test, their time. */
  PersonalKeys(@Nullable Path gatewayKey, SecureRandom random, int iterations) {
    this.gatewayKey = gatewayKey;
    this.random = random;
    this.iterations = iterations;
  }

  /**
   * Makes and opens keys only where there is no gateway.
   *
   * @param gatewayKey where this machine's gateway key would be
   */
  public static PersonalKeys awayFrom(Path gatewayKey, SecureRandom random) {
    return new PersonalKeys(gatewayKey, random, Seal.ITERATIONS);
  }

  /** For the demo's throwaway keys alone, which may lie beside the gateway's. */
  public static PersonalKeys forDemo(SecureRandom random) {
    return new PersonalKeys(null, random, Seal.ITERATIONS);
  }

  /** Makes a key and writes it, with permissions 0600. The passphrase is wiped. */
  public KeySigner create(Path file, String name, char[] passphrase) throws KeyFileException {
    requireNoGateway(file);
    Texts.id("name", name);
    if (passphrase.length < MIN_PASSPHRASE) {
      throw new KeyFileException(
          Kind.WRONG_PASSPHRASE,
          file,
          "a passphrase needs at least " + MIN_PASSPHRASE + " characters");
    }
    KeySigner signer = KeySigner.generate(random);
    String owner = owner(name, signer.publicKey());
    Seal seal = Seal.close(signer.seed(), owner, passphrase, iterations, random);
    Arrays.fill(passphrase, ' ');
    JsonWriter json = KeyFiles.begin(KIND).field("name", name);
    seal.write(json.field("public_key", signer.publicKey().hex()));
    KeyFiles.create(file, KeyFiles.OWNER_ONLY, json);
    return signer;
  }

  /** Opens a key that {@link #create} wrote. The passphrase is wiped. */
  public KeySigner open(Path file, char[] passphrase) throws KeyFileException {
    requireNoGateway(file);
    Content content = KeyFiles.readPrivate(file, KIND, Content::from);
    Optional<byte[]> seed = content.seal().open(owner(content.name(), content.key()), passphrase);
    Arrays.fill(passphrase, ' ');
    if (seed.isEmpty()) {
      throw new KeyFileException(
          Kind.WRONG_PASSPHRASE, file, "wrong passphrase, or the file was changed");
    }
    KeySigner signer = KeySigner.ofSeed(seed.get());
    if (!signer.publicKey().equals(content.key())) {
      throw new KeyFileException(Kind.MALFORMED, file, "public and private key are no pair");
    }
    return signer;
  }

  /** The public half, for which nobody is asked. */
  public static PublicKeyFile publicHalf(Path file) throws KeyFileException {
    Content content = KeyFiles.readPrivate(file, KIND, Content::from);
    return new PublicKeyFile(content.name(), content.key());
  }

  /** Refuses where {@link #create} and {@link #open} would, before a passphrase was typed. */
  public void requireNoGateway(Path file) throws KeyFileException {
    if (gatewayKey != null && Files.exists(gatewayKey)) {
      throw new KeyFileException(
          Kind.ON_A_GATEWAY,
          file,
          "a gateway's key is at " + gatewayKey + "; keep personal keys on another machine");
    }
  }

  private static String owner(String name, VerifyKey key) {
    return KIND + " " + name + " " + key.hex();
  }

  private record Content(String name, VerifyKey key, Seal seal) {

    static Content from(Fields in) {
      return new Content(in.id("name"), VerifyKey.parse(in.hex("public_key", 32)), Seal.from(in));
    }
  }
}
