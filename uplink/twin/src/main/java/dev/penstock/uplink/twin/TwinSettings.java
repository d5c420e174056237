package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Names;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a twin is started with.
 *
 * @param name the twin's own, part of its client id: no two twins of a broker share it; and what
 *     the gateways' rosters call it
 * @param database an SQLite file, made if it is not there
 * @param key signs the acknowledgements; its public half is in the uplink's {@code twinKeys}, and
 *     in the roster if it is to cosign audit logs
 * @param gateways whose frames are taken: each gateway's name and public key
 */
public record TwinSettings(
    BrokerSettings broker,
    String name,
    Path database,
    KeySigner key,
    Map<String, VerifyKey> gateways,
    Clocks clocks) {

  public TwinSettings {
    Names.id("twin", name);
    gateways = Map.copyOf(gateways);
  }

  /** Where it remembers the gateways' audit logs, beside the database. */
  public Path witness() {
    return witness(database);
  }

  /** The same, of the twin with this database. */
  public static Path witness(Path database) {
    return database.toAbsolutePath().resolveSibling("witness");
  }
}
