package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.penstock.contract.device.PointBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.tinylog.Logger;

/**
 * Makes the monitored items of a subscription. One that the server refuses is reported and does not
 * hinder the others; what failed is tried again later, because nodes appear when a PLC is loaded.
 */
final class ItemCreation {

  private static final int MOST_PER_CALL = 1000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final OpcUaSettings settings;
  private final MonitoredPoints points;
  private final BitSet missing = new BitSet();
  private final BitSet withoutFilter = new BitSet();
  private int perCall = MOST_PER_CALL;
  private boolean warned;

  ItemCreation(OpcUaSettings settings, MonitoredPoints points) {
    this.settings = settings;
    this.points = points;
  }

  /** Makes all of them, in a new subscription. */
  void all(Connection connection, UInteger subscription) throws UaException {
    missing.set(0, points.size());
    missing(connection, subscription);
  }

  /** Makes those that could not be made before. */
  void missing(Connection connection, UInteger subscription) throws UaException {
    List<Integer> handles = new ArrayList<>();
    for (int handle : missing.stream().toArray()) {
      NodeAddress address = NodeAddress.of(points.binding(handle));
      if (address.resolve(connection.namespaces()).isPresent()) {
        handles.add(handle);
      } else {
        points.failed(
            handle,
            (int) StatusCodes.Bad_NodeIdUnknown,
            address.unknownNamespace(connection.namespaces())
                + ": correct nodeId in the profile, or load the server with it");
      }
    }
    int at = 0;
    while (at < handles.size()) {
      List<Integer> some = handles.subList(at, Math.min(handles.size(), at + perCall));
      if (create(connection, subscription, some)) {
        at += some.size();
      }
    }
  }

  /** Whether the server took that many at once; each of them has its result then. */
  private boolean create(Connection connection, UInteger subscription, List<Integer> handles)
      throws UaException {
    MonitoredItemCreateResult[] results;
    try {
      results = request(connection, subscription, handles).getResults();
    } catch (UaException e) {
      if (e.getStatusCode().value() == StatusCodes.Bad_TooManyOperations && perCall > 1) {
        perCall /= 2;
        return false;
      }
      throw e;
    }
    if (results == null || results.length != handles.size()) {
      throw new UaException(StatusCodes.Bad_UnknownResponse, "not one result for each item");
    }
    List<Integer> unfiltered = new ArrayList<>();
    IntStream.range(0, results.length)
        .forEach(i -> result(handles.get(i), results[i].getStatusCode().value(), unfiltered));
    warnOfShortQueues(results);
    if (!unfiltered.isEmpty()) {
      create(connection, subscription, unfiltered);
    }
    return true;
  }

  private void result(int handle, long status, List<Integer> unfiltered) {
    if (status >>> 30 == 0) {
      missing.clear(handle);
      points.created(handle);
    } else if (refusesFilter(status) && !withoutFilter.get(handle)) {
      withoutFilter.set(handle);
      unfiltered.add(handle);
    } else {
      points.failed(handle, (int) status, remedy(status));
    }
  }

  /** A queue of one drops values between two publishings and, by the specification, untold. */
  private void warnOfShortQueues(MonitoredItemCreateResult[] results) {
    long shortQueues =
        Stream.of(results)
            .filter(r -> r.getStatusCode().isGood() && r.getRevisedQueueSize().longValue() < 2)
            .count();
    if (shortQueues > 0 && !warned) {
      warned = true;
      Logger.warn(
          "The server keeps one value per point only, what changes faster is lost untold:"
              + " publish as fast as it samples; server={} points={}",
          settings.endpoint(),
          shortQueues);
    }
  }

  private static String remedy(long status) {
    if (status == StatusCodes.Bad_NodeIdUnknown || status == StatusCodes.Bad_NodeIdInvalid) {
      return "the server has no such node ("
          + Failures.name(status)
          + "): correct nodeId in the profile, or load the server with it";
    }
    if (status == StatusCodes.Bad_NotReadable || status == StatusCodes.Bad_UserAccessDenied) {
      return "the server does not let this user read it (" + Failures.name(status) + ")";
    }
    return "the server refuses it: " + Failures.words(status);
  }

  private static boolean refusesFilter(long status) {
    return status == StatusCodes.Bad_MonitoredItemFilterUnsupported
        || status == StatusCodes.Bad_MonitoredItemFilterInvalid
        || status == StatusCodes.Bad_FilterNotAllowed
        || status == StatusCodes.Bad_DeadbandFilterInvalid;
  }

  private CreateMonitoredItemsResponse request(
      Connection connection, UInteger subscription, List<Integer> handles) throws UaException {
    MonitoredItemCreateRequest[] items =
        handles.stream()
            .map(handle -> item(connection, handle))
            .toArray(MonitoredItemCreateRequest[]::new);
    return connection.call(
        CreateMonitoredItemsResponse.class,
        header ->
            new CreateMonitoredItemsRequest(header, subscription, TimestampsToReturn.Both, items));
  }

  private MonitoredItemCreateRequest item(Connection connection, int handle) {
    PointBinding binding = points.binding(handle);
    NodeId node = NodeAddress.of(binding).resolve(connection.namespaces()).orElseThrow();
    return new MonitoredItemCreateRequest(
        new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
        MonitoringMode.Reporting,
        new MonitoringParameters(
            uint(handle),
            samplingMillis(binding),
            filter(connection, binding, handle).orElse(null),
            uint(settings.queueSize()),
            true));
  }

  private double samplingMillis(PointBinding binding) {
    long interval = binding.reporting().interval();
    Duration sampling = interval > 0 ? Duration.ofNanos(interval) : settings.samplingInterval();
    return sampling.toNanos() / NANOS_PER_MILLI;
  }

  /** The deadband, in the server's own scale. */
  private Optional<ExtensionObject> filter(
      Connection connection, PointBinding binding, int handle) {
    double deadband = binding.reporting().deadband();
    if (!(deadband > 0) || !binding.type().isNumeric() || withoutFilter.get(handle)) {
      return Optional.empty();
    }
    DataChangeFilter filter =
        new DataChangeFilter(
            DataChangeTrigger.StatusValue,
            uint(DeadbandType.Absolute.getValue()),
            deadband / Math.abs(binding.scale()));
    return Optional.of(ExtensionObject.encode(connection.encoding(), filter));
  }
}
