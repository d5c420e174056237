package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.log.SignedNote;
import java.io.IOException;
import java.util.Optional;

/**
 * The newest cosigned checkpoint, kept away from the log itself: a log that was put back to an
 * older state does not fit it.
 */
public interface WitnessMemory {

  /**
   * What was kept last.
   *
   * @throws AuditException of kind LOST if it cannot be read any more
   */
  Optional<SignedNote> read() throws AuditException;

  /** Durable when it returns; there is always an old one or a new one. */
  void write(SignedNote note) throws IOException;

  /** For another origin: nothing of it was cosigned yet. */
  void forget() throws IOException;
}
