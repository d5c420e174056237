package dev.penstock.contract.wire;

import com.google.protobuf.ByteString;
import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameHeader.Lost;
import dev.penstock.contract.wire.schema.FrameSchema;
import dev.penstock.contract.wire.schema.FrameSchema.ClockTopic;
import dev.penstock.contract.wire.schema.FrameSchema.EpochReason;
import dev.penstock.contract.wire.schema.FrameSchema.Header;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Between the header as it is used and as it is sent. */
final class HeaderCodec {

  private static final HexFormat HEX = HexFormat.of();
  private static final String REASON = "EPOCH_REASON_";
  private static final String TOPIC = "CLOCK_TOPIC_";

  private HeaderCodec() {}

  static Header write(FrameHeader header) {
    String boot = header.start().boot();
    Header.Builder out =
        Header.newBuilder()
            .setGateway(header.gateway())
            .setUplink(header.origin().uplink())
            .setFilter(bytes(header.origin().filter()))
            .setStart(write(header.start()))
            .setLane(
                header.lane() == Lane.LIVE
                    ? FrameSchema.Lane.LANE_LIVE
                    : FrameSchema.Lane.LANE_HISTORY)
            .setDictionary(bytes(header.dictionary()))
            .setCreatedWallNs(header.created().wall())
            .setCreatedMonoNs(header.created().mono())
            .setCreatedBoot(unlessSame(header.created().boot(), boot))
            .setRows(header.rows());
    Range cover = header.cover();
    if (cover != null) {
      out.setFrom(cover.from()).setTo(cover.to());
    }
    header.lost().forEach(lost -> out.addLost(write(lost)));
    header.clocks().forEach(clock -> out.addClocks(write(clock, boot)));
    header.spans().forEach(span -> out.addSpans(write(span)));
    return out.build();
  }

  private static FrameSchema.EpochStart write(EpochStart start) {
    FrameSchema.EpochStart.Builder out =
        FrameSchema.EpochStart.newBuilder()
            .setEpoch(start.epoch().bits())
            .setPreviousLast(start.previousLast())
            .setReason(EpochReason.valueOf(REASON + start.reason().name()))
            .setBoot(start.boot());
    Epoch previous = start.previous();
    if (previous != null) {
      out.setPrevious(previous.bits());
    }
    return out.build();
  }

  private static FrameSchema.Lost write(Lost lost) {
    return FrameSchema.Lost.newBuilder()
        .setFrom(lost.from())
        .setTo(lost.to())
        .setLossId(lost.lossId())
        .build();
  }

  private static FrameSchema.Span write(EpochSpan span) {
    return FrameSchema.Span.newBuilder()
        .setStart(write(span.start()))
        .setFirst(span.first())
        .setLast(span.last())
        .build();
  }

  private static FrameSchema.Clock write(ClockEntry clock, String boot) {
    FrameSchema.Clock.Builder out =
        FrameSchema.Clock.newBuilder()
            .setId(clock.id())
            .setTopic(ClockTopic.valueOf(TOPIC + clock.topic().name()))
            .setClock(clock.clock())
            .setBoot(unlessSame(clock.boot(), boot))
            .setState(clock.state().code())
            .setOffsetNs(clock.offset())
            .setWallNs(clock.wall())
            .setMonoNs(clock.mono());
    if (clock.isBounded()) {
      out.setErrorBoundNs(clock.errorBound());
    }
    return out.build();
  }

  /**
   * @throws IllegalArgumentException if what is said cannot be
   */
  static FrameHeader read(Header in, FrameKind kind) {
    EpochStart start = read(in.getStart());
    return new FrameHeader(
        new FrameOrigin(in.getGateway(), in.getUplink(), hex(in.getFilter())),
        start,
        in.getLane() == FrameSchema.Lane.LANE_LIVE ? Lane.LIVE : Lane.HISTORY,
        cover(in, kind),
        in.getLostList().stream()
            .map(l -> new Lost(l.getFrom(), l.getTo(), l.getLossId()))
            .toList(),
        dictionary(in.getDictionary()),
        in.getClocksList().stream().map(c -> read(c, start.boot())).toList(),
        new Created(
            in.getCreatedWallNs(),
            in.getCreatedMonoNs(),
            in.getCreatedBoot().isEmpty() ? start.boot() : in.getCreatedBoot()),
        in.getRows(),
        in.getSpansList().stream()
            .map(s -> new EpochSpan(read(s.getStart()), s.getFirst(), s.getLast()))
            .toList());
  }

  private static @Nullable Range cover(Header in, FrameKind kind) {
    boolean covers = kind == FrameKind.DATA && (in.getFrom() != 0 || in.getTo() != 0);
    return covers ? new Range(in.getFrom(), in.getTo()) : null;
  }

  private static EpochStart read(FrameSchema.EpochStart in) {
    return new EpochStart(
        new Epoch(in.getEpoch()),
        in.hasPrevious() ? new Epoch(in.getPrevious()) : null,
        in.getPreviousLast(),
        reason(in.getReason()),
        in.getBoot());
  }

  private static ClockEntry read(FrameSchema.Clock in, String boot) {
    return new ClockEntry(
        in.getId(),
        topic(in.getTopic()),
        in.getClock(),
        in.getBoot().isEmpty() ? boot : in.getBoot(),
        ClockState.of(in.getState()),
        in.hasErrorBoundNs() ? in.getErrorBoundNs() : ObservationBatch.ABSENT,
        in.getOffsetNs(),
        in.getWallNs(),
        in.getMonoNs());
  }

  private static EpochStart.Reason reason(EpochReason in) {
    for (EpochStart.Reason reason : EpochStart.Reason.values()) {
      if (in.name().equals(REASON + reason.name())) {
        return reason;
      }
    }
    return EpochStart.Reason.DAMAGED;
  }

  private static ClockEntry.Topic topic(ClockTopic in) {
    for (ClockEntry.Topic topic : ClockEntry.Topic.values()) {
      if (in.name().equals(TOPIC + topic.name())) {
        return topic;
      }
    }
    return ClockEntry.Topic.STATE;
  }

  private static String dictionary(ByteString hash) {
    if (hash.size() != 32) {
      throw new IllegalArgumentException("a dictionary's hash has 32 bytes, not " + hash.size());
    }
    return hex(hash);
  }

  private static String unlessSame(@Nullable String boot, String epochBoot) {
    return boot == null || boot.equals(epochBoot) ? "" : boot;
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HEX.parseHex(hex));
  }

  private static String hex(ByteString bytes) {
    return HEX.formatHex(bytes.toByteArray());
  }
}
