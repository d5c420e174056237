package dev.penstock.gateway.demo;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The settings file of the demo's gateway: a real one, as a technician would write it.
 *
 * @param ports where the plant, the broker and the console listen
 * @param plantCertificate the only server certificate that the gateway is to trust
 * @param commands whether there is a command gate
 */
record GatewayYaml(DemoPorts ports, X509Certificate plantCertificate, boolean commands) {

  /** The gateway's name. */
  static final String GATEWAY = "demo-gateway";

  /** The device with the tanks. */
  static final String TANK = "tank";

  /** The uplink's name. */
  static final String UPLINK = "twin";

  /** Files that the settings name, below the gateway's folder. */
  static final String PLANT_PASSWORD = "secrets/plant-password";

  static final String BROKER_PASSWORD = "secrets/broker-password";
  static final String TWIN_KEY = "twin.pub";
  static final String TRUST = "trust";

  /** The gateway's user at the plant and at the broker. */
  static final String USER = "gateway";

  private static final String SETTINGS =
      """
      # Written by penstock demo at each start; changes here are lost.
      gateway: demo-gateway
      data: data

      journal:
        folder: journal
        maxBytes: 256MiB
        whenFull: drop-oldest

      devices:
        # Four tanks and two pumps, behind an OPC UA server that asks for a certificate and a user.
        tank:
          profile: quadruple-tank
          driver: opcua
          settings:
            endpoint: opc.tcp://127.0.0.1:{plant}/plant
            user: gateway
            password: ${file:secrets/plant-password}
            trust: [{fingerprint}]
            retryInterval: 500ms
        # Two sensors on lamp posts.
        harbour:
          profile: street-air-quality
          driver: mqtt
          settings:
            broker: tcp://127.0.0.1:{broker}
            user: gateway
            password: ${file:secrets/broker-password}
        market:
          profile: street-air-quality
          driver: mqtt
          settings:
            broker: tcp://127.0.0.1:{broker}
            user: gateway
            password: ${file:secrets/broker-password}

      uplinks:
        twin:
          kind: penstock-mqtt
          settings:
            broker:
              address: tcp://127.0.0.1:{broker}
              user: gateway
              password: ${file:secrets/broker-password}
            twinKeys: [twin.pub]

      console:
        port: {console}
      """;

  private static final String COMMANDS =
      """

      commands:
        mqtt:
          broker:
            address: tcp://127.0.0.1:{broker}
            user: gateway
            password: ${file:secrets/broker-password}
        gate:
          mode: armed
          trust: trust
          audit: audit/audit.log
          auditMib: 8
      """;

  String text() {
    return (SETTINGS + (commands ? COMMANDS : ""))
        .replace("{plant}", Integer.toString(ports.plant()))
        .replace("{broker}", Integer.toString(ports.broker()))
        .replace("{console}", Integer.toString(ports.console()))
        .replace("{fingerprint}", plantFingerprint());
  }

  /** SHA-256 of the plant's certificate, in hex. */
  String plantFingerprint() {
    return fingerprint(plantCertificate);
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the plant's certificate cannot be hashed", e);
    }
  }
}
