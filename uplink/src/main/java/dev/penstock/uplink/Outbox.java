package dev.penstock.uplink;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameLimit;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import dev.penstock.uplink.Flight.Sent;
import dev.penstock.uplink.LaneReader.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent when: new rows first, from the mark at the last connection on; what is below
 * the mark beside them, at its own pace; what was not confirmed in time, again. Keeps ranges, never
 * rows: an outage costs no memory. Belongs to one thread.
 */
final class Outbox implements AutoCloseable {

  /** Carries frames, if it can. */
  interface Carrier {

    /** Frames that it takes at a time. */
    int limit();

    /** How large they may be; may change. */
    FrameLimit size();

    /**
     * Sends a frame with rows.
     *
     * @return false if it cannot now; the frame is then forgotten and made again later
     */
    boolean frame(byte[] frame, long token);

    /** Sends a birth, a dictionary or a farewell. */
    void aside(byte[] frame);
  }

  private static final long FRAME_AGE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long EMPTY_FRAME_AGE = TimeUnit.SECONDS.toNanos(10);
  private static final int MAX_RANGES = 60;

  private final UplinkSetup<MqttUplinkSettings> setup;
  private final Clocks clocks;
  private final Carrier carrier;
  private final Flight flight = new Flight();
  private final Coverage coverage;
  private final Tally tally;
  private final FrameWriter asides;
  private final Births births;
  private final LaneReader live;
  private final HistoryLane history;
  private long liveFrameSince;
  private final Set<Long> answers = new HashSet<>();
  private Created connection;
  private byte @Nullable [] farewell;
  private final Listening listening;

  Outbox(UplinkSetup<MqttUplinkSettings> setup, Carrier carrier, Tally tally) {
    this.setup = setup;
    this.clocks = setup.clocks();
    this.listening = new Listening(setup.settings().ackTimeout(), clocks.mono().nanos());
    this.carrier = carrier;
    this.tally = tally;
    this.coverage = new Coverage(setup.journal(), setup.cursor(), flight);
    this.asides = writer(setup, carrier);
    this.births = new Births(setup, asides, carrier);
    this.live = lane(Lane.LIVE);
    this.history =
        new HistoryLane(
            lane(Lane.HISTORY),
            coverage,
            new Replays(coverage, () -> source(setup, carrier)),
            () -> setup.lastValues().dictionary(),
            setup.settings().historyRate());
    this.connection = created();
  }

  private static Answer.Source source(UplinkSetup<MqttUplinkSettings> setup, Carrier carrier) {
    return new Answer.Source(
        setup.journal().reader(),
        writer(setup, carrier),
        filter(setup),
        setup.lastValues().dictionary());
  }

  private static FrameWriter writer(UplinkSetup<MqttUplinkSettings> setup, Carrier carrier) {
    FrameOrigin origin = new FrameOrigin(setup.gateway(), setup.uplink(), filter(setup).digest());
    return new FrameWriter(origin, setup.signer(), carrier::size);
  }

  static RowFilter filter(UplinkSetup<MqttUplinkSettings> setup) {
    MqttUplinkSettings settings = setup.settings();
    return new RowFilter(settings.points(), settings.classes(), settings.kinds());
  }

  private LaneReader lane(Lane lane) {
    return new LaneReader(
        setup.journal().reader(), writer(setup, carrier), filter(setup), lane, tally::tooLarge);
  }

  /** The link is up: nothing counts as under way, the birth goes out, live begins at the end. */
  void connected() {
    flight.clear();
    answers.clear();
    listening.connected();
    tally.connected();
    greet();
  }

  /** Somebody is there who may know nothing yet. */
  private void greet() {
    mark();
    coverage
        .newest()
        .ifPresent(
            end -> births.send(end.start(), coverage.spans(), history.clocksAt(end), connection));
  }

  /**
   * What the broker is to say when the connection ends that is about to be made: names that
   * connection as its births will. Null while the journal is empty.
   */
  byte @Nullable [] farewell() {
    coverage.refresh();
    connection = created();
    String dictionary = setup.lastValues().dictionary().hash();
    farewell =
        coverage
            .newest()
            .map(end -> asides.farewell(end.start(), dictionary, connection))
            .orElse(null);
    return farewell;
  }

  /** The same for the connection that stands, to be said by ourselves: null if there is none. */
  byte @Nullable [] lastFarewell() {
    return farewell;
  }

  /** Everything up to here is history now. */
  private void mark() {
    coverage.refresh();
    history.restart(clocks.mono().nanos());
    coverage.newest().ifPresent(end -> live.seek(end.start(), end.last() + 1, LaneReader.OPEN_END));
  }

  /**
   * Sends what can be sent now.
   *
   * @return how many frames went out
   */
  int step() {
    long now = clocks.mono().nanos();
    expire(now);
    if (!live.isPlaced()) {
      mark();
      return 0;
    }
    if (listening.isHeld(now)) {
      return 0;
    }
    if (listening.isDoubtful(now)) {
      return ask(now);
    }
    int frames = 0;
    while (mayGoLive() && hasRoom(window()) && sendLive(now, false)) {
      frames++;
    }
    return frames + (hasRoom(Math.max(1, window() / 2)) && sendHistory(now) ? 1 : 0);
  }

  /**
   * While nobody listens or answers, a birth without values asks whether somebody is there: small,
   * and a twin answers it with what it has, be it nothing. Only rarely a whole frame goes, for
   * whoever answers nothing else.
   */
  private int ask(long now) {
    coverage.refresh();
    EpochSpan end = coverage.newest().orElseThrow();
    long token = flight.nextToken();
    if (!answers.isEmpty()
        || !carrier.frame(births.hello(end.start(), coverage.spans(), connection), token)) {
      listening.notNow(now);
      return 0;
    }
    answers.add(token);
    listening.asked(now);
    return 1;
  }

  private boolean mayGoLive() {
    return setup.settings().drain() == MqttUplinkSettings.Drain.NEWEST_FIRST
        || !history.hasBacklog();
  }

  /** Sends what is left of the newest rows, without waiting for more. */
  void flush() {
    if (live.isPlaced() && hasRoom(window())) {
      sendLive(clocks.mono().nanos(), true);
    }
  }

  /** Whether rows are at hand that will be sent without anything more happening. */
  boolean isWaiting() {
    return live.hasFrame() || history.isBusy();
  }

  boolean isEmpty() {
    return flight.size() == 0;
  }

  private boolean hasRoom(int window) {
    return flight.size() + answers.size() < window;
  }

  /** While nobody answers, one frame is enough to ask. */
  private int window() {
    return listening.isSure() ? Math.min(setup.settings().window(), carrier.limit()) : 1;
  }

  private void expire(long now) {
    long patience = listening.patience();
    List<Sent> expired = flight.expire(now - patience);
    if (!expired.isEmpty()) {
      tally.repeated(expired.size());
      history.lookAgain(now);
      if (!tally.heardSince(expired.get(0).sentMono())) {
        listening.silence();
        flight.clear();
        tally.silent(patience);
      }
    }
  }

  private boolean sendLive(long now, boolean atOnce) {
    if (coverage.ranges(live.epoch().epoch()) > MAX_RANGES) {
      return false; // The centre could not list them: history closes gaps first.
    }
    boolean wasOpen = live.hasFrame();
    Progress progress = live.fill();
    if (!live.hasFrame()) {
      return false;
    }
    if (!wasOpen) {
      liveFrameSince = now;
    }
    long age = now - liveFrameSince;
    boolean due = live.rows() > 0 ? age >= FRAME_AGE : age >= EMPTY_FRAME_AGE;
    return (progress != Progress.DRAINED || due || atOnce) && send(live.finish(created()), now);
  }

  private boolean sendHistory(long now) {
    MadeFrame made = history.next(now, live, this::created);
    return made != null && send(made, now);
  }

  private boolean send(MadeFrame made, long now) {
    if (made.rows() > 0) {
      births.tell(made.cover().epoch(), made.dictionary(), created());
    }
    long token = flight.nextToken();
    Epoch epoch = made.cover().epoch().epoch();
    if (!carrier.frame(made.bytes(), token)) {
      history.lookAgain(now);
      listening.notNow(now);
      return false;
    }
    if (made.isAnswer()) {
      answers.add(token);
    } else {
      flight.add(new Sent(token, epoch, made.cover().range(), now));
    }
    listening.sent(now);
    made.told().ranges().forEach(range -> coverage.sent(epoch, range));
    tally.sent(made.rows());
    return true;
  }

  /** What became of a frame at the broker. */
  void answered(long token, Handover handover) {
    answers.remove(token);
    if (handover == Handover.TAKEN) {
      taken(token);
    } else {
      backOff(token, handover);
    }
  }

  private void taken(long token) {
    boolean byBroker = setup.settings().ack() == MqttUplinkSettings.Acknowledger.BROKER;
    if (listening.taken()) {
      resume();
    }
    Sent frame = byBroker ? flight.settle(token) : null;
    if (frame != null) {
      setup.cursor().cover(frame.epoch(), frame.cover().from(), frame.cover().to());
      tally.acked(frame.cover().size());
    }
    if (byBroker) {
      heard();
    }
  }

  /** The frame's rows are not on their way any more; others wait, ever longer. */
  private void backOff(long token, Handover handover) {
    long now = clocks.mono().nanos();
    flight.settle(token);
    history.lookAgain(now);
    boolean nobody = handover == Handover.NOBODY;
    tally.listeners(!nobody);
    listening.refused(now, nobody);
  }

  /** A verified acknowledgement; null if it was believed. */
  @Nullable AckFault acked(Ack ack) {
    if (coverage.span(ack.stream().epoch()).isEmpty()) {
      coverage.refresh();
    }
    AckFault fault = new AckJudge(coverage, setup.cursor(), tally).apply(ack);
    if (fault == null) {
      flight.settle(ack.stream().epoch(), setup.cursor().covered(ack.stream().epoch()));
      ack.need().forEach(hash -> births.again(hash, clocks.mono().nanos()));
      heard();
    }
    return fault;
  }

  private void heard() {
    tally.heard(clocks.mono().nanos());
    if (listening.wasDoubted()) {
      resume();
    }
  }

  /** Somebody is there again, who may have missed anything. */
  private void resume() {
    listening.resume(clocks.mono().nanos());
    tally.listeners(true);
    greet();
  }

  /** A verified request to send rows again. */
  void replay(Replay request) {
    if (request.ranges().stream().anyMatch(part -> part.range().to() == Replay.ALL_THAT_FOLLOWS)) {
      flight.clear(); // It has lost its session at the broker, and all that was on its way.
      resume();
    } else {
      history.replay(request);
    }
  }

  private Created created() {
    String boot = coverage.newest().map(s -> s.start().boot()).orElse("");
    return new Created(clocks.wall().nanos(), clocks.mono().nanos(), boot);
  }

  @Override
  public void close() {
    live.close();
    history.close();
    asides.close();
  }
}
