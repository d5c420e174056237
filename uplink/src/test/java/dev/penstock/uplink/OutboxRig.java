package dev.penstock.uplink;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Signer;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryDisk;
import dev.penstock.contract.testkit.MemoryJournal;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameLimit;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.TwinLedger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An outbox on a journal in memory, with a centre that is this test. */
final class OutboxRig implements Outbox.Carrier, UplinkListener {

  static final String GATEWAY = "hall-7";
  static final String UPLINK = "centre";
  static final Dictionary DICTIONARY = Batches.dictionary("plc/a", "plc/b", "lab/c");

  final FakeTime time = new FakeTime();
  final MemoryDisk disk;
  final List<Frame> frames = new ArrayList<>();
  final List<Frame> asides = new ArrayList<>();

  /** Frames that went out, whatever became of them. */
  final List<Frame> tried = new ArrayList<>();

  private final Deque<TopicCarrier.Answered> answers = new ArrayDeque<>();
  final List<String> rejections = new ArrayList<>();
  final List<Epoch> forks = new ArrayList<>();
  final TwinLedger twin = new TwinLedger();
  MqttUplinkSettings settings = settings(MqttUplinkSettings.Acknowledger.TWIN, List.of());
  MemoryJournal journal;
  JournalCursor cursor;
  LastValues lastValues = new LastValues(GATEWAY, DICTIONARY);
  Tally tally = new Tally(UPLINK, this);
  Outbox outbox;
  boolean takes = true;
  Handover handover = Handover.TAKEN;
  int limit = 65_535;

  /** What the broker says of sizes, or lets find out. */
  final PacketSize size = new PacketSize();

  int refusedFrom = Integer.MAX_VALUE;
  int largest;

  OutboxRig() {
    this(new MemoryDisk());
  }

  OutboxRig(MemoryDisk disk) {
    this.disk = disk;
    this.journal = open();
    this.cursor = journal.cursor(UPLINK, true);
  }

  private MemoryJournal open() {
    return new MemoryJournal(disk, GATEWAY, DICTIONARY, "boot-1", time.clocks());
  }

  static MqttUplinkSettings settings(MqttUplinkSettings.Acknowledger ack, List<String> points) {
    return new MqttUplinkSettings(
        BrokerSettings.open(URI.create("tcp://127.0.0.1:1")),
        ack,
        List.of(Path.of("twin.pub")),
        points,
        List.of(),
        List.of(),
        8,
        Duration.ofSeconds(30),
        20_000,
        MqttUplinkSettings.Drain.NEWEST_FIRST);
  }

  OutboxRig sending(RowKind... kinds) {
    settings = with(List.of(kinds), settings.drain());
    return this;
  }

  OutboxRig draining(MqttUplinkSettings.Drain drain) {
    settings = with(settings.kinds(), drain);
    return this;
  }

  private MqttUplinkSettings with(List<RowKind> kinds, MqttUplinkSettings.Drain drain) {
    return new MqttUplinkSettings(
        settings.broker(),
        settings.ack(),
        settings.twinKeys(),
        settings.points(),
        settings.classes(),
        kinds,
        settings.window(),
        settings.ackTimeout(),
        settings.historyRate(),
        drain);
  }

  /** The process dies; another one opens the journal. */
  void restart() {
    journal.kill();
    journal = open();
    cursor = journal.cursor(UPLINK, true);
    begin();
  }

  OutboxRig begin() {
    tally = new Tally(UPLINK, this);
    outbox =
        new Outbox(
            new UplinkSetup<>(
                GATEWAY, UPLINK, settings, journal, cursor, lastValues, signer(), time.clocks()),
            this,
            tally);
    outbox.connected();
    return this;
  }

  static Signer signer() {
    return new Signer() {
      @Override
      public String keyId() {
        return "ab".repeat(32);
      }

      @Override
      public byte[] keyBytes() {
        return new byte[32];
      }

      @Override
      public byte[] sign(byte[] message) {
        return new byte[64];
      }
    };
  }

  /** Appends rows in batches of at most 100. */
  void append(int rows) {
    for (int left = rows; left > 0; left -= 100) {
      append(Batches.numbered(time.clocks(), 3, Math.min(left, 100), left));
    }
  }

  void append(ObservationBatch batch) {
    try {
      journal.append(batch);
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets time pass in small steps, as the uplink's thread would see it. */
  void run(Duration span) {
    Duration step = Duration.ofMillis(Math.max(10, span.toMillis() / 200));
    for (Duration left = span; !left.isNegative() && !left.isZero(); left = left.minus(step)) {
      step();
      time.pass(step);
    }
    step();
  }

  /** A turn of the uplink's thread, with the broker's answers to what went out before. */
  private void step() {
    outbox.step();
    for (TopicCarrier.Answered one = answers.poll(); one != null; one = answers.poll()) {
      outbox.answered(one.token(), one.handover());
    }
  }

  /** The same, with a twin that acknowledges everything at once. */
  void runAcked(Duration span) {
    for (int i = 0; i < 100; i++) {
      step();
      time.pass(span.dividedBy(100));
      ackAll();
    }
  }

  void ackAll() {
    for (Frame frame : frames) {
      twin.take(frame.header(), frame.rows());
    }
    twin.streams().forEach(stream -> outbox.acked(ack(twin.state(stream))));
  }

  static Ack ack(TwinLedger.State state) {
    return ack(UPLINK, state);
  }

  static Ack ack(String uplink, TwinLedger.State state) {
    return new Ack(
        new Ack.Stream(GATEWAY, uplink, state.stream().epoch()),
        state.covered(),
        state.rejected().stream()
            .map(r -> new Ack.Rejected(new Range(r.from(), r.to()), r.reason()))
            .toList(),
        state.need());
  }

  Ack ack(Epoch epoch, Range... covered) {
    return new Ack(new Ack.Stream(GATEWAY, UPLINK, epoch), List.of(covered), List.of(), List.of());
  }

  /** What all frames of an epoch cover together. */
  RangeSet covered(Epoch epoch) {
    RangeSet covered = new RangeSet();
    for (Frame frame : frames) {
      if (frame.header().epoch().equals(epoch)) {
        covered.add(frame.header().cover().from(), frame.header().cover().to());
      }
    }
    return covered;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public FrameLimit size() {
    return size.limit();
  }

  @Override
  public boolean frame(byte[] bytes, long token) {
    if (takes) {
      Frame frame = read(bytes);
      largest = Math.max(largest, bytes.length);
      Handover handover = bytes.length > refusedFrom ? Handover.REFUSED : this.handover;
      if (handover == Handover.REFUSED) {
        size.refused(bytes.length);
      }
      answers.add(new TopicCarrier.Answered(token, handover));
      tried.add(frame);
      if (handover == Handover.TAKEN) {
        (frame.kind() == FrameKind.DATA ? frames : asides).add(frame);
      }
    }
    return takes;
  }

  @Override
  public void aside(byte[] bytes) {
    asides.add(read(bytes));
  }

  long asides(FrameKind kind) {
    return asides.stream().filter(f -> f.kind() == kind).count();
  }

  private static Frame read(byte[] bytes) {
    try {
      return FrameReader.unchecked().read(bytes);
    } catch (FrameException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void link(LinkState state, String why) {}

  @Override
  public void rejected(Epoch epoch, long from, long to, String reason) {
    rejections.add(from + ".." + to + " " + reason);
  }

  @Override
  public void forked(Epoch epoch) {
    forks.add(epoch);
  }

  @Override
  public void ended(Exception cause) {
    throw new AssertionError(cause);
  }
}
