package dev.penstock.uplink;

import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import java.util.ArrayList;
import java.util.List;

/** Makes uplinks of kind {@code penstock-mqtt}: native frames to a twin over MQTT 5. */
public final class MqttUplinkFactory implements UplinkFactory<MqttUplinkSettings> {

  @Override
  public String kind() {
    return "penstock-mqtt";
  }

  @Override
  public Class<MqttUplinkSettings> settings() {
    return MqttUplinkSettings.class;
  }

  /** Reads the twin's key files; a missing or broken one is refused by name. */
  @Override
  public Uplink create(UplinkSetup<MqttUplinkSettings> setup, UplinkListener listener) {
    List<VerifyKey> keys = new ArrayList<>();
    setup.settings().twinKeys().forEach(file -> keys.add(TwinKeyFile.read(file)));
    return new MqttUplink(setup, KeyLookup.of(keys), listener);
  }
}
