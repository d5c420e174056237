package dev.penstock.gateway.demo.plant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * The live values of all nodes by node name. They outlive the server, so that a restarted one shows
 * them at once.
 */
final class PlantValues {

  private final Map<String, LiveValue> values = new HashMap<>();
  private final LiveValue[] bench;
  private final PlantProcess process;
  private final PlantFaults faults;

  private long scans;
  private long benchScans;

  PlantValues(PlantSettings settings, PlantProcess process, PlantFaults faults) {
    this.process = process;
    this.faults = faults;
    for (PlantPoint point : PlantPoint.values()) {
      values.put(point.nodeName(), new LiveValue(settings.scan().toNanos() / 1e6));
    }
    bench = new LiveValue[settings.bench().points()];
    for (int i = 0; i < bench.length; i++) {
      bench[i] = new LiveValue(settings.bench().period().toNanos() / 1e6);
      values.put(PlantSettings.Bench.nodeName(i + 1), bench[i]);
    }
  }

  Optional<LiveValue> find(String nodeName) {
    return Optional.ofNullable(values.get(nodeName));
  }

  /** The value of a node that exists. */
  LiveValue get(String nodeName) {
    return find(nodeName).orElseThrow();
  }

  List<String> benchNames() {
    return IntStream.rangeClosed(1, bench.length).mapToObj(PlantSettings.Bench::nodeName).toList();
  }

  void unwatchAll() {
    values.values().forEach(LiveValue::unwatchAll);
  }

  /** One scan of the whole plant. */
  synchronized void scan() {
    PlantSample sample = process.sample();
    DateTime source = PlantTime.of(faults.sourceNanos(sample.wallNanos()));
    DateTime server = PlantTime.of(sample.wallNanos());
    for (PlantPoint point : PlantPoint.values()) {
      get(point.nodeName()).publish(dataValue(point, sample, source, server), scans);
    }
    scans++;
  }

  /** One point between scans: who writes and reads back at once sees what was written. */
  synchronized void refresh(PlantPoint point) {
    PlantSample sample = process.sample();
    DateTime source = PlantTime.of(faults.sourceNanos(sample.wallNanos()));
    get(point.nodeName())
        .publishNow(dataValue(point, sample, source, PlantTime.of(sample.wallNanos())));
  }

  /**
   * A new value for every bench point: the number of this period, counted from 1, and as its
   * fraction the point's own number in hundred-thousandths.
   */
  void scanBench(long wallNanos) {
    long scan = ++benchScans;
    DateTime now = PlantTime.of(wallNanos);
    for (int i = 0; i < bench.length; i++) {
      double value = scan + (i + 1) / 100_000.0;
      bench[i].publish(new DataValue(new Variant(value), StatusCode.GOOD, now, now), scan);
    }
  }

  private DataValue dataValue(
      PlantPoint point, PlantSample sample, DateTime source, DateTime server) {
    StatusCode status = new StatusCode(faults.sensorStatus(point));
    Variant value = status.isBad() ? Variant.NULL_VALUE : new Variant(sample.values().get(point));
    return new DataValue(value, status, source, server);
  }
}
