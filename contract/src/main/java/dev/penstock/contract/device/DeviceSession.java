package dev.penstock.contract.device;

import dev.penstock.contract.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running connection with one device. Thread-safe. */
public interface DeviceSession extends AutoCloseable {

  /** The points as bound in this session. */
  List<PointBinding> bindings();

  /**
   * Reads points from the device now, all in one request. The results are in the order asked, not
   * journaled, with event time as the device gave it.
   *
   * @param points {@code device/point} of this session
   */
  List<Observation> readNow(List<String> points, Duration timeout) throws DeviceException;

  /** Everything up to this sequence is durable: what it acknowledges to the device may follow. */
  void durable(long sequence);

  /**
   * How the peer proved who it is: hex SHA-256 of its certificate, or empty where the protocol or
   * the settings do not authenticate it. A command needs the one its policy names.
   */
  String peer();

  /** For the command gate alone. Empty where the protocol cannot write. */
  Optional<PointWriter> writer();

  /** Ends the session; after return the listener is not called any more. */
  @Override
  void close();
}
