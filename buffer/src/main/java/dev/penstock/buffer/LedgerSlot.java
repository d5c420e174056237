package dev.penstock.buffer;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import org.jspecify.annotations.Nullable;

/**
 * The place of one key in the ledger: its total, one row that counts and one that waits to be told
 * and to be durable. While one waits the other goes on counting, so the place is always enough.
 */
final class LedgerSlot {

  /** What rows coalesce by. */
  record Address(LossLedger.Key key, String epoch, boolean gaps) {}

  private static final int MAX_BYTES = 1 << 16;

  private final Address address;
  private final int index;
  private long version;
  private long total;
  private @Nullable LedgerRow counting;
  private @Nullable LedgerRow waiting;

  LedgerSlot(Address address, int index) {
    this.address = address;
    this.index = index;
  }

  Address address() {
    return address;
  }

  int index() {
    return index;
  }

  long total() {
    return total;
  }

  void add(long count) {
    total += count;
  }

  @Nullable LedgerRow counting() {
    return counting;
  }

  void counting(LedgerRow row) {
    counting = row;
  }

  @Nullable LedgerRow waiting() {
    return waiting;
  }

  void waiting(@Nullable LedgerRow row) {
    waiting = row;
  }

  /** Lets the counting row wait if it is over and the place is free; says whether. */
  boolean promote(long now) {
    LedgerRow row = counting;
    if (row == null || waiting != null || !row.isOver(now)) {
      return false;
    }
    waiting = row.toldAs(null);
    counting = null;
    return true;
  }

  boolean isIdle() {
    return counting == null && waiting == null;
  }

  /** The next image to be written has this version. */
  long nextVersion() {
    version++;
    return version;
  }

  byte[] body() {
    JsonWriter json = new JsonWriter().object().field("version", version);
    json.field("cause", address.key().cause().name()).field("device", address.key().device());
    json.field("class", address.key().dataClass()).field("epoch", address.epoch());
    json.field("gaps", address.gaps()).field("total", total);
    write(json.key("counting"), counting);
    write(json.key("waiting"), waiting);
    return json.endObject().bytes();
  }

  private static void write(JsonWriter json, @Nullable LedgerRow row) {
    if (row == null) {
      json.text(null);
    } else {
      row.write(json);
    }
  }

  static LedgerSlot read(byte[] body, int index) {
    Json json = Json.parse(body, MAX_BYTES);
    LossLedger.Key key =
        new LossLedger.Key(
            LossCause.valueOf(json.get("cause").text()),
            json.get("device").text(),
            json.get("class").text());
    Address address = new Address(key, json.get("epoch").text(), json.get("gaps").bool());
    LedgerSlot slot = new LedgerSlot(address, index);
    slot.version = json.get("version").int64();
    slot.total = json.get("total").int64();
    slot.counting = row(json.get("counting"));
    slot.waiting = row(json.get("waiting"));
    return slot;
  }

  private static @Nullable LedgerRow row(Json json) {
    return json.isNull() ? null : LedgerRow.read(json);
  }

  boolean isNewerThan(LedgerSlot other) {
    return version > other.version;
  }
}
