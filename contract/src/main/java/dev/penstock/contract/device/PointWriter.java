package dev.penstock.contract.device;

import dev.penstock.contract.Value;
import java.time.Duration;

/**
 * Writes points of one device. Handed to the command gate alone. Never retries, never queues, never
 * clamps.
 */
public interface PointWriter {

  /** The raw form that a write would send; it must decode to exactly the value. */
  RawValue encode(String point, Value value) throws NotRepresentableException;

  Value decode(String point, RawValue raw);

  /**
   * Sends one request.
   *
   * @return the device's answer; {@link WriteAnswer.Result#UNKNOWN} when none came in time
   */
  WriteAnswer write(String point, RawValue raw, Duration timeout);
}
