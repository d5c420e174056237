package dev.penstock.contract.journal;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import org.jspecify.annotations.Nullable;

/**
 * The first row of an epoch: how it follows from the one before, so that a twin can follow the
 * chain.
 *
 * @param previous null for the first epoch of a journal
 * @param previousLast the last sequence found of the previous epoch; 0 if none
 * @param boot the boot whose monotonic times this epoch's rows carry
 */
public record EpochStart(
    Epoch epoch, @Nullable Epoch previous, long previousLast, Reason reason, String boot) {

  /** Why the epoch began. */
  public enum Reason {
    /** There was no journal. */
    CREATED,
    /** The one before was closed properly. */
    CLEAN,
    /** The process ended without closing; the machine did not. */
    KILLED,
    /** The machine went down without closing. */
    POWER,
    /** What was found could not all be read. */
    DAMAGED,
    /** An older copy of the journal was put back. */
    RESTORED,
    /** A twin saw the same identity with another content. */
    FORK
  }

  public byte[] body() {
    return new JsonWriter()
        .object()
        .field("epoch", epoch.toString())
        .field("previous", previous == null ? null : previous.toString())
        .field("previous_last", previousLast)
        .field("reason", reason.name())
        .field("boot", boot)
        .endObject()
        .bytes();
  }

  public static EpochStart read(byte[] body) {
    Json json = Json.parse(body, 4096);
    Json previous = json.get("previous");
    return new EpochStart(
        Epoch.parse(json.get("epoch").text()),
        previous.isNull() ? null : Epoch.parse(previous.text()),
        json.get("previous_last").int64(),
        Reason.valueOf(json.get("reason").text()),
        json.get("boot").text());
  }

  /** Appends this as a row. */
  public int addTo(ObservationBatch batch) {
    return batch.addStatement(Kind.EPOCH, body());
  }
}
