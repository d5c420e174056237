package dev.penstock.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest row of every point, readable at any time without hindering who writes: the gate, the
 * console and the births read here. Writers of one point wait for each other for a few stores,
 * readers never make anybody wait.
 */
public final class LastValues {

  private static final int EVENT = 1;
  private static final int SOURCE = 2;
  private static final int SERVER = 3;
  private static final int WALL = 4;
  private static final int MONO = 5;
  private static final int TIME_UNCERTAINTY = 6;
  private static final int BITS = 7;
  private static final int UNCERTAINTY = 8;
  private static final int CODES = 9;
  private static final int FLAGS = 10;
  private static final int EPOCH = 11;
  private static final int SEQUENCE = 12;
  private static final int ALIVE = 13;
  private static final int SLOT = 16;

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final byte[] NO_BYTES = {};

  private final Dictionary dictionary;
  private final String gateway;

  /** Slots of {@value #SLOT} longs; the first of each is its version, odd while being written. */
  private final long[] slots;

  private final AtomicReferenceArray<byte[]> bytes;

  public LastValues(String gateway, Dictionary dictionary) {
    this.gateway = Names.id("gateway", gateway);
    this.dictionary = dictionary;
    this.slots = new long[dictionary.size() * SLOT];
    this.bytes = new AtomicReferenceArray<>(dictionary.size());
  }

  public Dictionary dictionary() {
    return dictionary;
  }

  /** Takes over a row, still without identity. */
  public void update(ObservationBatch batch, int row) {
    int point = batch.point(row);
    int slot = point * SLOT;
    long version = begin(slot);
    set(slot + EVENT, batch.event(row));
    set(slot + SOURCE, batch.source(row));
    set(slot + SERVER, batch.server(row));
    set(slot + WALL, batch.receivedWall());
    set(slot + MONO, batch.receivedMono());
    set(slot + TIME_UNCERTAINTY, batch.timeUncertainty(row));
    set(slot + BITS, batch.bits(row));
    set(slot + UNCERTAINTY, Double.doubleToRawLongBits(batch.uncertainty(row)));
    set(slot + CODES, codes(batch, row));
    set(slot + FLAGS, (long) batch.flags(row) << 32 | (batch.clock(row) & 0xFFFFFFFFL));
    set(slot + SEQUENCE, 0);
    set(slot + ALIVE, batch.receivedMono());
    bytes.set(point, batch.type(row).isLong() ? batch.bytes(row) : NO_BYTES);
    end(slot, version);
  }

  /** Adds the identity that the journal gave to the row last taken over. */
  public void identify(int point, Epoch epoch, long sequence) {
    int slot = point * SLOT;
    long version = begin(slot);
    set(slot + EPOCH, epoch.bits());
    set(slot + SEQUENCE, sequence);
    end(slot, version);
  }

  /** The device said that nothing changed: the value is as fresh as this. */
  public void alive(int point, long mono) {
    int slot = point * SLOT;
    long version = begin(slot);
    set(slot + ALIVE, mono);
    end(slot, version);
  }

  /** The newest row of a point; null if it never had one. */
  public @Nullable Observation get(int point) {
    int slot = point * SLOT;
    while (true) {
      long version = (long) LONGS.getAcquire(slots, slot);
      if (version == 0) {
        return null;
      }
      if ((version & 1) == 0) {
        Observation seen = read(point, slot);
        VarHandle.acquireFence();
        if ((long) LONGS.getOpaque(slots, slot) == version) {
          return seen;
        }
      }
      Thread.onSpinWait();
    }
  }

  /** When the point last gave a sign of life (monotonic), or {@link ObservationBatch#ABSENT}. */
  public long aliveMono(int point) {
    boolean never = (long) LONGS.getAcquire(slots, point * SLOT) == 0;
    return never ? ObservationBatch.ABSENT : value(point * SLOT + ALIVE);
  }

  /** Whether a point that had a value has been silent for longer than its descriptor allows. */
  public boolean isStale(int point, long nowMono) {
    long after = dictionary.at(point).reporting().staleAfter();
    long alive = aliveMono(point);
    return after > 0 && alive != ObservationBatch.ABSENT && nowMono - alive > after;
  }

  private Observation read(int point, int slot) {
    long codes = value(slot + CODES);
    long flags = value(slot + FLAGS);
    long sequence = value(slot + SEQUENCE);
    ValueType type = ValueType.of((int) (codes >>> 24) & 0xFF);
    byte[] content = Objects.requireNonNull(bytes.get(point));
    return new Observation(
        sequence == 0 ? null : new ObservationId(gateway, new Epoch(value(slot + EPOCH)), sequence),
        dictionary.at(point).point(),
        Kind.of((int) codes & 0x0F),
        Trigger.of((int) (codes >>> 4) & 0x0F),
        type == ValueType.NONE ? null : Value.stored(type, value(slot + BITS), content),
        new Observation.Judgement(
            Quality.of((int) (codes >>> 8) & 0xFF),
            (int) (flags >>> 32),
            (int) (codes >>> 32),
            Double.longBitsToDouble(value(slot + UNCERTAINTY))),
        new Observation.Times(
            value(slot + EVENT),
            TimeBasis.of((int) (codes >>> 16) & 0xFF),
            value(slot + TIME_UNCERTAINTY),
            value(slot + SOURCE),
            value(slot + SERVER),
            value(slot + WALL),
            value(slot + MONO),
            (int) flags));
  }

  private static long codes(ObservationBatch batch, int row) {
    return (long) batch.status(row) << 32
        | (long) batch.type(row).code() << 24
        | (long) batch.basis(row).code() << 16
        | (long) batch.quality(row).code() << 8
        | (long) batch.trigger(row).code() << 4
        | batch.kind(row).code();
  }

  private long begin(int slot) {
    while (true) {
      long version = (long) LONGS.getAcquire(slots, slot);
      if ((version & 1) == 0 && LONGS.compareAndSet(slots, slot, version, version + 1)) {
        return version + 2;
      }
      Thread.onSpinWait();
    }
  }

  private void end(int slot, long version) {
    LONGS.setRelease(slots, slot, version);
  }

  private void set(int index, long value) {
    LONGS.setOpaque(slots, index, value);
  }

  private long value(int index) {
    return (long) LONGS.getOpaque(slots, index);
  }
}
