package dev.penstock.gateway.systemtests.counter;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.device.WriteAnswer.Result;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Sets counters, at scale 1 only. */
final class CounterWriter implements PointWriter {

  private static final String WIRE_TYPE = "double";

  private final CounterSession session;
  private final CounterDevice device;

  CounterWriter(CounterSession session, CounterDevice device) {
    this.session = session;
    this.device = device;
  }

  @Override
  public RawValue encode(String point, Value value) throws NotRepresentableException {
    PointBinding binding = session.binding(point);
    if (!value.isNumber() || binding.scale() != 1 || binding.offset() != 0) {
      throw new NotRepresentableException(point + ": a counter cannot be set to " + value);
    }
    return RawValue.of(
        WIRE_TYPE, ByteBuffer.allocate(Double.BYTES).putDouble(value.asDouble()).array());
  }

  @Override
  public Value decode(String point, RawValue raw) {
    return Value.of(ByteBuffer.wrap(raw.bytes()).getDouble());
  }

  @Override
  public WriteAnswer write(String point, RawValue raw, Duration timeout) {
    String counter = session.binding(point).address(CounterDriver.KEY);
    return device.set(counter, decode(point, raw).asDouble())
        ? new WriteAnswer(Result.ACCEPTED, 0, "set")
        : new WriteAnswer(Result.NOT_SENT, 0, "the counter is away");
  }
}
