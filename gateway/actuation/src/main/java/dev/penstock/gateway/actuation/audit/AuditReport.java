package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.message.LogHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a check.
 *
 * @param head the log as far as it was good
 * @param notes what a reader should know that is not wrong: restarts after a crash, a log that was
 *     resumed, records that no checkpoint covers yet
 * @param damage the first thing that is wrong; null if nothing is
 */
public record AuditReport(
    LogHead head,
    Vouched vouched,
    Checked checked,
    List<String> notes,
    @Nullable AuditDamage damage) {

  /**
   * How many records, from the first one on, are covered by a signature.
   *
   * @param byGateway in a checkpoint that the gateway signed
   * @param byTwin in a checkpoint that a twin cosigned, too
   */
  public record Vouched(long byGateway, long byTwin) {}

  /**
   * How much was looked at.
   *
   * @param signatures that are good
   * @param unchecked signatures whose key is not known
   * @param commands intents
   */
  public record Checked(long signatures, long unchecked, long commands) {}

  public AuditReport {
    notes = List.copyOf(notes);
  }

  public boolean isGood() {
    return damage == null;
  }
}
