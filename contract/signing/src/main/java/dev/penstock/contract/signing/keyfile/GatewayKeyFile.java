package dev.penstock.contract.signing.keyfile;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.keyfile.KeyFileException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The key of a box that starts without anybody near: in the clear, for its owner alone, and for one
 * machine alone, so that two copies of a disk image are not one gateway.
 *
 * @param gateway the gateway's id
 */
public record GatewayKeyFile(String gateway, KeySigner signer) {

  private static final String KIND = "gateway-key";

  public GatewayKeyFile {
    Texts.id("gateway", gateway);
  }

  /**
   * Writes the key for the machine with this id, with permissions 0600.
   *
   * @param machineId what the operating system calls this machine
   */
  public void write(Path file, String machineId) throws KeyFileException {
    KeyFiles.create(
        file,
        KeyFiles.OWNER_ONLY,
        KeyFiles.begin(KIND)
            .field("gateway", gateway)
            .field("machine_sha256", hash(machineId))
            .field("public_key", signer.publicKey().hex())
            .field("private_key", HexFormat.of().formatHex(signer.seed())));
  }

  /** Refuses a file that others may read, and one that was made on another machine. */
  public static GatewayKeyFile read(Path file, String machineId) throws KeyFileException {
    Content content = KeyFiles.readPrivate(file, KIND, Content::from);
    if (!content.machineSha256().equals(hash(machineId))) {
      throw new KeyFileException(
          Kind.WRONG_MACHINE,
          file,
          "was made on another machine; a copied image needs a key and a name of its own");
    }
    return content.key();
  }

  private record Content(String machineSha256, GatewayKeyFile key) {

    static Content from(Fields in) {
      KeySigner signer = KeySigner.ofSeed(HexFormat.of().parseHex(in.hex("private_key", 32)));
      if (!signer.publicKey().hex().equals(in.hex("public_key", 32))) {
        throw new IllegalArgumentException("public_key and private_key are no pair");
      }
      return new Content(in.sha256("machine_sha256"), new GatewayKeyFile(in.id("gateway"), signer));
    }
  }

  /** The machine's id itself is nobody's business. */
  private static String hash(String machineId) {
    return Sha256.hex(("penstock machine " + machineId).getBytes(StandardCharsets.UTF_8));
  }
}
