package dev.penstock.contract.signing.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Control.Action;
import dev.penstock.contract.signing.message.Control.Terms;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

  private static final Head HEAD = new Head("gw-1", "c-1", "alice");
  private static final String HASH = Sha256.hex(new byte[0]);
  private static final Duration LEASE = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(strings = {"pump1", "/pump1", "plc-1/", "PLC/pump1", "plc-1/pump 1", "plc-1/a/b"})
  void refuseWhatIsNoPoint(String point) {
    refuses(() -> new Demand(point, SignedValue.of(true), "1", LEASE, 0));
  }

  @Test
  void refuseADemandWithoutUnitLeaseOrWithinPriorities() {
    SignedValue value = SignedValue.parse("1");
    refuses(() -> new Demand("d/p", value, "", LEASE, 0));
    refuses(() -> new Demand("d/p", value, "V", Duration.ZERO, 0));
    refuses(() -> new Demand("d/p", value, "V", Duration.ofMillis(-1), 0));
    refuses(() -> new Demand("d/p", value, "V", Duration.ofNanos(1_500_000), 0));
    refuses(() -> new Demand("d/p", value, "V", Duration.ofDays(30), 0));
    refuses(() -> new Demand("d/p", value, "V", LEASE, -1));
    refuses(() -> new Demand("d/p", value, "V", LEASE, 101));
  }

  @Test
  void refuseAnotherGatewaysNameThatIsNone() {
    refuses(() -> new Head("GW 1", "c-1", "alice"));
    refuses(() -> new Head("gw-1", "", "alice"));
    refuses(() -> new Head("gw-1", "c-1", "alice smith"));
  }

  @Test
  void refuseClaimsThatWouldWiden() {
    refuses(() -> new Claims(Decimal.parse("-1"), null, ""));
    refuses(() -> new Claims(null, Decimal.parse("-1"), ""));
  }

  @Test
  void turnAValueIntoItsTypeOnlyIfTheTypeCanHoldIt() {
    assertThat(SignedValue.parse("0.1").as(ValueType.DOUBLE)).contains(Value.of(0.1));
    assertThat(SignedValue.parse("-3").as(ValueType.INT64)).contains(Value.of(-3L));
    assertThat(SignedValue.parse("true").as(ValueType.BOOL)).contains(Value.of(true));
    assertThat(SignedValue.parse("false").as(ValueType.BOOL)).contains(Value.of(false));
    assertThat(SignedValue.parse("0.5").as(ValueType.INT64)).isEmpty();
    assertThat(SignedValue.parse("1").as(ValueType.BOOL)).isEmpty();
    assertThat(SignedValue.parse("true").as(ValueType.INT64)).isEmpty();
    assertThat(SignedValue.parse("1").as(ValueType.STRING)).isEmpty();
    assertThat(SignedValue.parse("123456789012345.123456789").as(ValueType.DOUBLE)).isEmpty();
    refuses(() -> new SignedValue(Decimal.ZERO, true));
    refuses(() -> SignedValue.parse("yes"));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void refuseAControlWithoutWhatItNeedsOrWithMore(Action action) {
    Terms everything = new Terms("it", 1, List.of("d/p"), 1);
    refuses(() -> new Control(HEAD, action, everything, ""));
    if (action != Action.FREEZE) {
      refuses(() -> new Control(HEAD, action, Terms.NONE, ""));
    }
  }

  @Test
  void refuseAnAckThatSaysMoreThanItMay() {
    Ack.Stream stream = new Ack.Stream("gw-1", "centre", new Epoch(1));
    List<Range> many =
        LongStream.rangeClosed(1, 65).mapToObj(i -> new Range(2 * i, 2 * i)).toList();
    assertThat(new Ack(stream, many.subList(0, 64), List.of(), List.of()).bytes()).isNotEmpty();
    refuses(() -> new Ack(stream, many, List.of(), List.of()));
    refuses(() -> new Ack(stream, List.of(), List.of(), List.of("ab")));
    refuses(() -> new Ack(stream, List.of(), List.of(), List.of(HASH, HASH)));
    refuses(() -> new Ack.Rejected(new Range(1, 1), "two words"));
    refuses(() -> new Ack.Stream("gw-1", "", new Epoch(1)));
  }

  @Test
  void askForRowsBySequenceOrByTimeAndNeverByBoth() {
    Replay.Route route = new Replay.Route("r", "gw-1", "centre");
    List<Replay.Part> parts = List.of(new Replay.Part(new Epoch(1), new Range(1, 2)));
    Replay.Window window = new Replay.Window(1, 2);
    refuses(() -> new Replay(route, parts, window, List.of()));
    refuses(() -> new Replay(route, List.of(), null, List.of()));
    refuses(() -> new Replay(route, List.of(), window, List.of("nowhere")));
    refuses(() -> new Replay.Window(2, 1));
  }

  @Test
  void showAnOfferAsRefusedUnlessEverythingIsTrue() {
    Check good = new Check("a", Truth.TRUE, "", "");
    Check unknown = new Check("b", Truth.UNKNOWN, "INTERLOCK", "");
    assertThat(snapshot(List.of(good), List.of(good)).isRefused()).isFalse();
    assertThat(snapshot(List.of(), List.of()).isRefused()).isFalse();
    assertThat(snapshot(List.of(good, unknown), List.of(good)).isRefused()).isTrue();
    assertThat(snapshot(List.of(good), List.of(unknown)).isRefused()).isTrue();
    refuses(() -> new Snapshot(limits(), List.of(), List.of(), List.of(), 17, ""));
  }

  @Test
  void letUnknownDecideOverFalseOverTrue() {
    assertThat(Truth.TRUE.worse(Truth.FALSE)).isEqualTo(Truth.FALSE);
    assertThat(Truth.UNKNOWN.worse(Truth.FALSE)).isEqualTo(Truth.UNKNOWN);
    assertThat(Truth.FALSE.worse(Truth.UNKNOWN)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void orderTheModes() {
    assertThat(Mode.SUPERVISED.isAtMost(Mode.ARMED)).isTrue();
    assertThat(Mode.ARMED.isAtMost(Mode.ARMED)).isTrue();
    assertThat(Mode.ARMED.isAtMost(Mode.SHADOW)).isFalse();
  }

  @Test
  void refuseProofsAndResumesThatMakeNoSense() {
    LogHead head = new LogHead("log", 5, HASH);
    refuses(() -> new Checkpoint("gw-1", head, "", 6, List.of()));
    refuses(() -> new Checkpoint("gw-1", head, "", -1, List.of()));
    refuses(() -> new Checkpoint("gw-1", head, "", 0, List.of("xy")));
    refuses(() -> new LogHead("log", -1, HASH));
    refuses(() -> new Resume("gw-1", head, "log", "00".repeat(16), ""));
    refuses(() -> new LogPlace("00".repeat(16), -1));
    refuses(() -> new Challenge("gw-1", "00".repeat(15), 0, "00".repeat(16)));
  }

  private static EffectiveLimits limits() {
    return new EffectiveLimits(null, null, null, LEASE);
  }

  private static Snapshot snapshot(List<Check> interlocks, List<Check> gates) {
    return new Snapshot(limits(), List.of(), interlocks, gates, 0, "");
  }

  private static void refuses(ThrowingCallable making) {
    assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
  }
}
