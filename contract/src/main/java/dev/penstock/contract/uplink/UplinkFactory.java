package dev.penstock.contract.uplink;

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
}
