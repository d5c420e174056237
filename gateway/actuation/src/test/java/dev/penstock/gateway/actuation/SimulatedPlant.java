package dev.penstock.gateway.actuation;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.device.WriteAnswer.Result;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One device whose own journal of writes is the judge of every test. */
final class SimulatedPlant implements Plant, DeviceSession, PointWriter {

  static final String DEVICE = "plant";
  static final String PEER = "ab".repeat(32);

  /** What the device saw. */
  record Write(String point, Value value) {}

  /** How the device treats the next writes. */
  enum Manner {
    OBEYS,
    REFUSES,
    /** Refuses, and changes the value all the same. */
    LIES,
    /** Accepts and does nothing. */
    IGNORES,
    /** Does it, and the answer is lost. */
    SILENT,
    /** Neither does it nor answers; it comes out of the network later. */
    DELAYED,
    /** The request does not leave the gateway. */
    NOT_SENT
  }

  private final MonotonicClock mono;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Long> seenAt = new HashMap<>();
  private final Set<String> bad = new HashSet<>();
  private final Set<String> contradicted = new HashSet<>();
  private final Map<String, Integer> flags = new HashMap<>();
  private final Set<String> frozenTelemetry = new HashSet<>();
  private final List<Write> journal = new ArrayList<>();
  private final List<Write> delayed = new ArrayList<>();
  private List<PointBinding> bindings = new ArrayList<>();
  private String peer = PEER;
  private Manner manner = Manner.OBEYS;
  private boolean up = true;
  private @Nullable Forecast forecast;
  private int reopened;
  private Runnable beforeRead = () -> {};
  private Consumer<Write> beforeWrite = write -> {};
  private Runnable afterWrite = () -> {};

  SimulatedPlant(MonotonicClock mono) {
    this.mono = mono;
  }

  void bindings(List<PointBinding> next) {
    bindings = new ArrayList<>(next);
  }

  void set(String point, Value value) {
    values.put(point, value);
    seenAt.put(point, mono.nanos());
  }

  Value value(String point) {
    return values.get(point);
  }

  /** Two sources of this value disagree: it is there, and marked as doubtful. */
  void contradict(String point) {
    contradicted.add(point);
  }

  void bad(String point, boolean is) {
    if (is) {
      bad.add(point);
    } else {
      bad.remove(point);
    }
  }

  /** Telemetry of the point stops; reading it from the device goes on. */
  void freezeTelemetry(String point) {
    frozenTelemetry.add(point);
  }

  /** The device says something about the point, which stays good. */
  void flag(String point, Flag flag) {
    flags.merge(point, flag.mask(), (one, other) -> one | other);
  }

  /** What a model says to whatever is asked. */
  void forecast(Forecast next) {
    forecast = next;
  }

  @Override
  public Optional<Forecast> forecast(String point, Value value) {
    return Optional.ofNullable(forecast);
  }

  void manner(Manner next) {
    manner = next;
  }

  void peer(String next) {
    peer = next;
  }

  void up(boolean is) {
    up = is;
  }

  void beforeRead(Runnable action) {
    beforeRead = action;
  }

  void beforeWrite(Consumer<Write> action) {
    beforeWrite = action;
  }

  void afterWrite(Runnable action) {
    afterWrite = action;
  }

  /** What the network held back arrives now. */
  void deliverDelayed() {
    for (Write write : delayed) {
      journal.add(write);
      values.put(write.point(), write.value());
    }
    delayed.clear();
  }

  /** What the network held back is lost. */
  void dropDelayed() {
    delayed.clear();
  }

  List<Write> journal() {
    return List.copyOf(journal);
  }

  int reopened() {
    return reopened;
  }

  @Override
  public Optional<DeviceSession> session(String device) {
    return up && device.equals(DEVICE) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public LinkState link(String device) {
    return up && device.equals(DEVICE) ? LinkState.UP : LinkState.DOWN;
  }

  @Override
  public Optional<Sighting> seen(String point) {
    if (!values.containsKey(point)) {
      return Optional.empty();
    }
    long alive = frozenTelemetry.contains(point) ? seenAt.getOrDefault(point, 0L) : mono.nanos();
    return Optional.of(new Sighting(observation(point, alive), alive));
  }

  @Override
  public void reopen(String device) {
    reopened++;
  }

  @Override
  public List<PointBinding> bindings() {
    return List.copyOf(bindings);
  }

  @Override
  public List<Observation> readNow(List<String> points, Duration timeout) throws DeviceException {
    beforeRead.run();
    if (!up) {
      throw new DeviceException(DeviceException.Kind.UNREACHABLE, "the cable is out");
    }
    return points.stream().map(point -> observation(point, mono.nanos())).toList();
  }

  private Observation observation(String point, long receivedMono) {
    Value value = values.get(point);
    boolean good = value != null && !bad.contains(point);
    return new Observation(
        null,
        point,
        Kind.RAW,
        Trigger.POLL,
        good ? value : null,
        good
            ? new Observation.Judgement(
                contradicted.contains(point) ? Quality.UNCERTAIN : Quality.GOOD,
                flags.getOrDefault(point, 0),
                Observation.Judgement.GOOD.status(),
                Observation.Judgement.GOOD.uncertainty())
            : new Observation.Judgement(Quality.BAD, 0, StatusCodes.BAD, Double.NaN),
        new Observation.Times(
            receivedMono,
            TimeBasis.SOURCE,
            0,
            receivedMono,
            ObservationBatch.ABSENT,
            receivedMono,
            receivedMono,
            0));
  }

  @Override
  public void durable(long sequence) {
    // Nothing is acknowledged to this device.
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public Optional<PointWriter> writer() {
    return Optional.of(this);
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public RawValue encode(String point, Value value) throws NotRepresentableException {
    PointBinding binding = binding(point);
    if (binding.wireType().equals("int16")) {
      return scaled(point, binding, value);
    }
    ByteBuffer bytes = ByteBuffer.allocate(9).put((byte) value.type().code()).putLong(value.bits());
    return RawValue.of("value", bytes.array());
  }

  /** Like a device that keeps 16 bits: what does not fit comes back as something else. */
  private static RawValue scaled(String point, PointBinding binding, Value value)
      throws NotRepresentableException {
    double raw = (value.asDouble() - binding.offset()) / binding.scale();
    if (Math.abs(raw - Math.rint(raw)) > 1e-9) {
      throw new NotRepresentableException(point + ": " + value + " lies between two steps");
    }
    short kept = (short) Math.round(raw);
    return RawValue.of("int16", ByteBuffer.allocate(2).putShort(kept).array());
  }

  @Override
  public Value decode(String point, RawValue raw) {
    PointBinding binding = binding(point);
    if (raw.wireType().equals("int16")) {
      double kept = ByteBuffer.wrap(raw.bytes()).getShort();
      return Value.of(Math.round(kept * binding.scale() * 1e9) / 1e9 + binding.offset());
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw.bytes());
    return Value.stored(ValueType.of(bytes.get()), bytes.getLong(), new byte[0]);
  }

  @Override
  public WriteAnswer write(String point, RawValue raw, Duration timeout) {
    Write write = new Write(point, decode(point, raw));
    beforeWrite.accept(write);
    WriteAnswer answer = carryOut(write);
    afterWrite.run();
    return answer;
  }

  private WriteAnswer carryOut(Write write) {
    return switch (manner) {
      case OBEYS -> done(write, Result.ACCEPTED);
      case LIES -> done(write, Result.REFUSED);
      case SILENT -> done(write, Result.UNKNOWN);
      case REFUSES -> seen(write, Result.REFUSED);
      case IGNORES -> seen(write, Result.ACCEPTED);
      case DELAYED -> {
        delayed.add(write);
        yield new WriteAnswer(Result.UNKNOWN, 0, "no answer");
      }
      case NOT_SENT -> new WriteAnswer(Result.NOT_SENT, 0, "no connection");
    };
  }

  private WriteAnswer done(Write write, Result result) {
    values.put(write.point(), write.value());
    return seen(write, result);
  }

  private WriteAnswer seen(Write write, Result result) {
    journal.add(write);
    return new WriteAnswer(result, 0, result.name());
  }

  private PointBinding binding(String point) {
    return bindings.stream().filter(b -> b.point().equals(point)).findFirst().orElseThrow();
  }
}
