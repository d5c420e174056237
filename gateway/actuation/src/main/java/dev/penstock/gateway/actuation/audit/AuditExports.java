package dev.penstock.gateway.actuation.audit;

import java.io.IOException;

/** Where a site keeps what is taken out of the gateway's log: another disk, a share, a stick. */
public interface AuditExports {

  /**
   * Keeps a copy of a full file, unless there is one. The copy is durable and was read again and
   * compared when this returns.
   *
   * @return SHA-256 of the copy, in hex
   */
  String keep(AuditFile file) throws IOException;
}
