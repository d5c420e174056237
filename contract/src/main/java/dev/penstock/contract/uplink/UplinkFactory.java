package dev.penstock.contract.uplink;

import java.util.List;

/**
 * One kind of uplink. Found by {@code ServiceLoader}; stateless.
 *
 * @param <S> the record that an uplink's settings are bound to
 */
public interface UplinkFactory<S extends Record> {

  /** The word for it in settings: {@code penstock-mqtt}. */
  String kind();

  Class<S> settings();

  /** Never touches the network. */
  Uplink create(UplinkSetup<S> setup, UplinkListener listener);

  /** Tries the way to the centre step by step, without disturbing an uplink that runs. */
  default List<UplinkStep> test(UplinkAccess<S> access) {
    return List.of(new UplinkStep("test", false, kind() + " has no test of its own"));
  }

  /** Has the uplink of the running gateway send rows again, as its centre could ask it to. */
  default UplinkStep replay(UplinkAccess<S> access, RowsWanted wanted) {
    return new UplinkStep("replay", false, kind() + " sends nothing again");
  }
}
