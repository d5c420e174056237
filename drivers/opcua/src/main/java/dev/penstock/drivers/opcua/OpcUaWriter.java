package dev.penstock.drivers.opcua;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.device.WriteAnswer.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/** Writes one value in one request, on a connection that is up now or not at all. */
final class OpcUaWriter implements PointWriter {

  private final Map<String, PointBinding> writable;
  private final Map<String, WireType> learned = new ConcurrentHashMap<>();
  private final Supplier<@Nullable Connection> connection;

  /**
   * @param connection the one that is up, or null
   */
  OpcUaWriter(List<PointBinding> bindings, Supplier<@Nullable Connection> connection) {
    this.writable =
        bindings.stream()
            .filter(PointBinding::writable)
            .collect(Collectors.toMap(PointBinding::point, Function.identity()));
    this.connection = connection;
  }

  /** Asks the server for the types of the points whose profile does not say. */
  void learn(Connection up) throws UaException {
    List<PointBinding> unknown =
        writable.values().stream()
            .filter(b -> b.wireType().isEmpty() && node(up, b).isPresent())
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    ReadValueId[] types =
        unknown.stream()
            .map(b -> attribute(node(up, b).orElseThrow(), AttributeId.DataType))
            .toArray(ReadValueId[]::new);
    DataValue[] results =
        up.call(
                ReadResponse.class,
                header -> new ReadRequest(header, 0.0, TimestampsToReturn.Neither, types))
            .getResults();
    for (int i = 0; results != null && i < results.length; i++) {
      if (results[i].value().value() instanceof NodeId type) {
        String point = unknown.get(i).point();
        WireType.of(type).ifPresent(wire -> learned.put(point, wire));
      }
    }
  }

  @Override
  public RawValue encode(String point, Value value) throws NotRepresentableException {
    PointBinding binding = binding(point);
    WireType wire =
        WireType.of(binding.wireType())
            .or(() -> Optional.ofNullable(learned.get(point)))
            .orElseThrow(
                () ->
                    new NotRepresentableException(
                        point
                            + ": its type at the server is not known: say it in the profile (as:),"
                            + " or wait until the device is connected"));
    return new WireValues(binding).encode(value, wire);
  }

  @Override
  public Value decode(String point, RawValue raw) {
    Value value = new WireValues(binding(point)).decode(raw);
    if (value == null) {
      throw new IllegalArgumentException(point + ": " + raw + " is of another type");
    }
    return value;
  }

  @Override
  public WriteAnswer write(String point, RawValue raw, Duration timeout) {
    PointBinding binding = binding(point);
    Connection up = connection.get();
    if (up == null || !up.isOpen()) {
      return new WriteAnswer(Result.NOT_SENT, 0, point + ": the device is not connected");
    }
    Optional<NodeId> node = node(up, binding);
    if (node.isEmpty()) {
      String why = NodeAddress.of(binding).unknownNamespace(up.namespaces());
      return new WriteAnswer(Result.NOT_SENT, 0, point + ": " + why);
    }
    return send(up, point, node.orElseThrow(), raw, timeout);
  }

  private static WriteAnswer send(
      Connection up, String point, NodeId node, RawValue raw, Duration timeout) {
    Object value = WireType.of(raw.wireType()).orElseThrow().object(raw.bytes());
    WriteValue[] one = {
      new WriteValue(node, AttributeId.Value.uid(), null, DataValue.valueOnly(Variant.of(value)))
    };
    var answer = up.send(new WriteRequest(up.header(timeout), one));
    try {
      return judged(point, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      // One that still waits for a channel is now never sent.
      answer.cancel(false);
      return unknown(point, "no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      return unknown(point, "interrupted");
    } catch (ExecutionException e) {
      return failed(point, e);
    }
  }

  private static WriteAnswer judged(String point, UaResponseMessageType answer) {
    StatusCode[] results = answer instanceof WriteResponse written ? written.getResults() : null;
    if (results == null || results.length != 1) {
      return unknown(point, "the server's answer has no result for the item");
    }
    long status = results[0].value();
    Result result = results[0].isGood() ? Result.ACCEPTED : Result.REFUSED;
    return new WriteAnswer(result, (int) status, point + ": " + Failures.words(status));
  }

  private static WriteAnswer failed(String point, ExecutionException failure) {
    long status = Failures.status(failure);
    boolean refused =
        UaException.extract(failure).filter(UaServiceFaultException.class::isInstance).isPresent()
            && status != StatusCodes.Bad_Timeout;
    if (refused) {
      return new WriteAnswer(Result.REFUSED, (int) status, point + ": " + Failures.words(status));
    }
    return unknown(point, "the connection failed: " + Failures.words(status));
  }

  private static WriteAnswer unknown(String point, String why) {
    return new WriteAnswer(Result.UNKNOWN, 0, point + ": " + why + "; the write may have happened");
  }

  private PointBinding binding(String point) {
    PointBinding binding = writable.get(point);
    if (binding == null) {
      throw new IllegalArgumentException(point + " is not a writable point of this device");
    }
    return binding;
  }

  private static Optional<NodeId> node(Connection up, PointBinding binding) {
    return NodeAddress.of(binding).resolve(up.namespaces());
  }

  static ReadValueId attribute(NodeId node, AttributeId attribute) {
    return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
  }
}
