package dev.penstock.contract.device;

import java.util.List;

/**
 * One protocol. Found by {@code ServiceLoader}; stateless.
 *
 * @param <S> the record that a device's settings are bound to
 */
public interface Driver<S extends Record> {

  /** The word for it in settings and profiles: {@code opcua}. */
  String protocol();

  Class<S> settings();

  /** What is wrong with a binding's address, a sentence each. Never touches the network. */
  List<String> check(PointBinding binding);

  /**
   * Starts a session and returns at once; connecting goes on in the background, and the listener is
   * told. The session reconnects by itself until it is closed or reports its end.
   */
  DeviceSession open(DeviceSetup<S> setup, DeviceListener listener) throws DeviceException;
}
