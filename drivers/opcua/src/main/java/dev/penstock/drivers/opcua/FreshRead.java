package dev.penstock.drivers.opcua;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.device.PointBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Reads points from the device itself, past every cache (max age 0), in one request. */
final class FreshRead {

  private final Clocks clocks;
  private final Connection connection;

  FreshRead(Clocks clocks, Connection connection) {
    this.clocks = clocks;
    this.connection = connection;
  }

  /** In the order asked. A point whose namespace the server lacks is BAD like one it refuses. */
  List<Observation> of(List<PointBinding> points, Duration timeout) throws UaException {
    ReadValueId[] nodes =
        points.stream()
            .flatMap(p -> node(p).stream())
            .map(node -> OpcUaWriter.attribute(node, AttributeId.Value))
            .toArray(ReadValueId[]::new);
    long asked = clocks.mono().nanos();
    DataValue[] results = nodes.length == 0 ? new DataValue[0] : read(nodes, timeout);
    long wall = clocks.wall().nanos();
    long mono = clocks.mono().nanos();
    List<Observation> observations = new ArrayList<>();
    ObservationBatch scratch = new ObservationBatch();
    int next = 0;
    for (PointBinding point : points) {
      DataValue value =
          node(point).isPresent() ? results[next++] : new DataValue(StatusCodes.Bad_NodeIdUnknown);
      scratch.receivedAt(wall, mono).roundTrip(mono - asked);
      observations.add(observation(scratch, point, value));
    }
    return observations;
  }

  private DataValue[] read(ReadValueId[] nodes, Duration timeout) throws UaException {
    DataValue[] results =
        connection
            .call(
                ReadResponse.class,
                header -> new ReadRequest(header, 0.0, TimestampsToReturn.Both, nodes),
                timeout)
            .getResults();
    if (results == null || results.length != nodes.length) {
      throw new UaException(StatusCodes.Bad_UnknownResponse, "not one result for each node");
    }
    return results;
  }

  private Optional<NodeId> node(PointBinding point) {
    return NodeAddress.of(point).resolve(connection.namespaces());
  }

  private static Observation observation(
      ObservationBatch batch, PointBinding point, DataValue value) {
    int row = batch.add(point.index(), Kind.RAW, Trigger.POLL);
    new Reading(point).fill(batch, row, value);
    resolve(batch, row);
    return new Observation(
        null,
        point.point(),
        Kind.RAW,
        Trigger.POLL,
        batch.value(row),
        new Observation.Judgement(
            batch.quality(row),
            batch.flags(row) & ~Flag.INITIAL.mask(),
            batch.status(row),
            Double.NaN),
        new Observation.Times(
            batch.event(row),
            batch.basis(row),
            batch.timeUncertainty(row),
            batch.source(row),
            batch.server(row),
            batch.receivedWall(),
            batch.receivedMono(),
            ObservationBatch.NO_CLOCK));
  }

  /** As the device gave it: no profile and no clock has been asked. */
  private static void resolve(ObservationBatch batch, int row) {
    long absent = ObservationBatch.ABSENT;
    if (batch.source(row) != absent) {
      batch.resolved(row, batch.source(row), TimeBasis.SOURCE, absent, ObservationBatch.NO_CLOCK);
    } else if (batch.server(row) != absent) {
      batch.resolved(row, batch.server(row), TimeBasis.SERVER, absent, ObservationBatch.NO_CLOCK);
    } else {
      long half = batch.roundTrip() / 2;
      batch.resolved(
          row,
          batch.receivedWall() - half,
          TimeBasis.GATEWAY_POLL_MID,
          half,
          ObservationBatch.NO_CLOCK);
    }
  }
}
