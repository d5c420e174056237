package dev.penstock.gateway.actuation;

import dev.penstock.contract.JsonWriter;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.Carrying;
import dev.penstock.gateway.actuation.audit.CustodyHistory;

/**
 * What a start after this moment would learn from the log: it reads each record as that start would
 * do, and so forgets nothing that matters. What the gate itself remembers is more, and other.
 */
final class Carried implements Carrying {

  private final Recovery next;
  private final CustodyHistory custody;

  /**
   * Begins where a start has read to.
   *
   * @param custody of the same log, kept up by who vouches for it
   */
  Carried(Recovery now, CustodyHistory custody) {
    this.next = now.copy();
    this.custody = custody;
  }

  @Override
  public void saw(AuditRecord record) {
    next.saw(record);
  }

  @Override
  public long cosigned() {
    return custody.cosigned();
  }

  @Override
  public void write(JsonWriter out) {
    custody.write(out);
    next.write(out);
  }
}
