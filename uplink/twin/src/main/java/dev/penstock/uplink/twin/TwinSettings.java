package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Names;
import dev.penstock.contract.Signer;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.VerifyKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a twin is started with.
 *
 * @param name the twin's own, part of its client id: no two twins of a broker share it
 * @param database an SQLite file, made if it is not there
 * @param key signs the acknowledgements; its public half is in the uplink's {@code twinKeys}
 * @param gateways whose frames are taken: each gateway's name and public key
 */
public record TwinSettings(
    BrokerSettings broker,
    String name,
    Path database,
    Signer key,
    Map<String, VerifyKey> gateways,
    Clocks clocks) {

  public TwinSettings {
    Names.id("twin", name);
    gateways = Map.copyOf(gateways);
  }
}
