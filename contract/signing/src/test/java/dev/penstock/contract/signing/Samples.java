package dev.penstock.contract.signing;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Verified.PayloadReader;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Asked;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.EffectiveLimits;
import dev.penstock.contract.signing.message.Execution;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LiveValue;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.ModeChange;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.message.Snapshot;
import dev.penstock.contract.signing.message.Ticket;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.contract.signing.trust.TrustSamples;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One or two payloads of every kind, with every optional field there and not there. */
public final class Samples {

  /** A payload, how its kind is read, and the name of its golden file. */
  public record Sample(String name, Message message, PayloadReader<? extends Message> reader) {

    @Override
    public String toString() {
      return name;
    }
  }

  public static final String NONCE = "00112233445566778899aabbccddeeff";
  public static final String INCARNATION = "ffeeddccbbaa99887766554433221100";
  public static final String HASH = Sha256.hex(new byte[] {1});

  private static final Head HEAD = new Head("gw-1", "cmd-17", "alice");
  private static final Reply REPLY = new Reply("gw-1", Keys.key(1).keyId(), "cmd-17");
  private static final LogHead LOG = new LogHead("gw-1/audit-1", 256, HASH);
  private static final Demand DEMAND =
      new Demand("plc-1/pump1", SignedValue.parse("7.25"), "V", Duration.ofMinutes(10), 50);

  private Samples() {}

  public static Select select() {
    return new Select(HEAD, DEMAND, Origin.OPERATOR, "level too low", Claims.NONE);
  }

  public static List<Sample> all() {
    return List.of(
        new Sample("select", select(), Select::read),
        new Sample("select-full", fullSelect(), Select::read),
        new Sample("operate", new Operate(HEAD, HASH), Operate::read),
        new Sample("approval", new Approval(HEAD, HASH), Approval::read),
        new Sample("control-cancel", control(Control.Action.CANCEL, "cmd-16"), Control::read),
        new Sample("control-release", control(Control.Action.RELEASE, "l-1"), Control::read),
        new Sample("control-renew", renew(), Control::read),
        new Sample("control-freeze", freeze(), Control::read),
        new Sample("control-inhibit", inhibit(), Control::read),
        new Sample("control-reset", control(Control.Action.RESET, "s-1"), Control::read),
        new Sample("control-maintenance", maintenance(), Control::read),
        new Sample(
            "control-acknowledge", control(Control.Action.ACKNOWLEDGE, "l-1"), Control::read),
        new Sample("pulse", new Pulse("gw-1", "twin", NONCE), Pulse::read),
        new Sample("ack", ack(), Ack::read),
        new Sample("replay-ranges", replayRanges(), Replay::read),
        new Sample("replay-window", replayWindow(), Replay::read),
        new Sample(
            "mode",
            new ModeChange(HEAD, Mode.ARMED, INCARNATION, "commissioned"),
            ModeChange::read),
        new Sample(
            "cosignature",
            new Cosignature("gw-1", "twin", LOG, "— gw-1 AAAA", "— twin AAAA"),
            Cosignature::read),
        new Sample("resume", new Resume("gw-1", LOG, "gw-1/audit-2", NONCE, "disk"), Resume::read),
        new Sample("offer", offer(), Offer::read),
        new Sample("receipt", receipt(null), Receipt::read),
        new Sample("receipt-executed", receipt(execution()), Receipt::read),
        new Sample("challenge", new Challenge("gw-1", INCARNATION, 3, NONCE), Challenge::read),
        new Sample(
            "checkpoint",
            new Checkpoint("gw-1", LOG, "— gw-1 AAAA", 128, List.of(HASH, HASH)),
            Checkpoint::read),
        new Sample("root", TrustSamples.root(), Root::read),
        new Sample("policy", TrustSamples.policy(), Policy::read),
        new Sample("roster", TrustSamples.roster(), Roster::read),
        new Sample("freshness", TrustSamples.freshness(), Freshness::read),
        new Sample("revocation", TrustSamples.revocation(), Revocation::read));
  }

  private static Select fullSelect() {
    Demand demand = new Demand("plc-1/valve1", SignedValue.of(true), "1", Duration.ofSeconds(5), 0);
    Claims claims = new Claims(Decimal.parse("0.5"), Decimal.parse("0.01"), "run-4/step-2");
    return new Select(HEAD, demand, Origin.OPTIMISER, "", claims);
  }

  private static Control control(Control.Action action, String subject) {
    return new Control(HEAD, action, Control.Terms.of(subject), "because");
  }

  private static Control renew() {
    Control.Terms terms = new Control.Terms("l-1", 2, List.of(), 0);
    return new Control(HEAD, Control.Action.RENEW, terms, "");
  }

  private static Control freeze() {
    return new Control(HEAD, Control.Action.FREEZE, Control.Terms.NONE, "strange noise");
  }

  private static Control inhibit() {
    Control.Terms terms = new Control.Terms("", 0, List.of("plc-1/pump1", "plc-1/pump2"), 0);
    return new Control(HEAD, Control.Action.INHIBIT, terms, "leak");
  }

  private static Control maintenance() {
    Control.Terms terms = new Control.Terms("plc-1", 0, List.of(), 3_600_000);
    return new Control(HEAD, Control.Action.MAINTENANCE, terms, "new seal");
  }

  private static Ack ack() {
    return new Ack(
        new Ack.Stream("gw-1", "centre", new Epoch(0xfedcba9876543210L)),
        List.of(new Range(1, 900), new Range(950, Long.MAX_VALUE)),
        List.of(new Ack.Rejected(new Range(901, 901), "UNKNOWN_POINT")),
        List.of(HASH));
  }

  private static Replay replayRanges() {
    Replay.Part part = new Replay.Part(new Epoch(1), new Range(5, 9));
    return new Replay(new Replay.Route("r-1", "gw-1", "centre"), List.of(part), null, List.of());
  }

  private static Replay replayWindow() {
    Replay.Window window = new Replay.Window(1_700_000_000_000_000_000L, Long.MAX_VALUE);
    Replay.Route route = new Replay.Route("r-2", "gw-1", "centre");
    return new Replay(route, List.of(), window, List.of("plc-1/level1"));
  }

  private static Offer offer() {
    Snapshot snapshot =
        new Snapshot(
            new EffectiveLimits(
                Decimal.ZERO, Decimal.of(10), Decimal.parse("2.5"), Duration.ofMinutes(10)),
            List.of(
                new LiveValue("plc-1/level1", "12.4", "cm", Quality.GOOD, Duration.ofMillis(250)),
                new LiveValue("plc-1/level2", "", "cm", Quality.BAD, Duration.ZERO)),
            List.of(new Check("plc-1/level1 below 15 cm", Truth.TRUE, "", "12.4 cm")),
            List.of(new Check("mode", Truth.FALSE, "MODE", "the gateway is in SHADOW")),
            1,
            "level1 reaches 14 cm in 3 min");
    return new Offer(
        REPLY,
        Asked.of(select(), Sha256.hex(select().bytes())),
        new Ticket(NONCE, INCARNATION, Duration.ofSeconds(30)),
        new Offer.Basis(Mode.SHADOW, 4),
        snapshot);
  }

  private static Execution execution() {
    return new Execution(
        "plc-1/pump1",
        SignedValue.parse("7.25"),
        "7.25",
        ConfirmedBy.REGISTER,
        new Execution.Lease("l-1", Duration.ofMinutes(10)));
  }

  private static Receipt receipt(@Nullable Execution execution) {
    Receipt.Result result =
        execution == null
            ? new Receipt.Result(Outcome.REFUSED, "INTERLOCK", "level1 is above 15 cm")
            : new Receipt.Result(Outcome.HELD, "", "done");
    return new Receipt(REPLY, HASH, result, execution, new LogPlace(INCARNATION, 41));
  }
}
