package dev.penstock.uplink;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.uplink.RowsWanted;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkAccess;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.uplink.UplinkStep;
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
    return new MqttUplink(setup, keys, listener);
  }

  @Override
  public List<UplinkStep> test(UplinkAccess<MqttUplinkSettings> access) {
    try (Errand errand = new Errand(access)) {
      return errand.test();
    }
  }

  @Override
  public UplinkStep replay(UplinkAccess<MqttUplinkSettings> access, RowsWanted wanted) {
    try (Errand errand = new Errand(access)) {
      return errand.replay(wanted);
    }
  }
}
