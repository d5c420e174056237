package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.log.SignedNote;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who checks a log knows beforehand, from another source than the log.
 *
 * @param gateway the gateway's public key; null to take it from the roster, which needs a root
 * @param roots fingerprints of roots: SHA-256 of the payload, in hex
 * @param twins public keys of twins, besides those of the roster
 * @param witnesses cosigned checkpoints that twins or people have kept
 */
public record AuditKeys(
    @Nullable VerifyKey gateway,
    Set<String> roots,
    List<VerifyKey> twins,
    List<SignedNote> witnesses) {

  /** Without a key only the chain of hashes is checked, which anybody can make anew. */
  public static final AuditKeys NONE = new AuditKeys(null, Set.of(), List.of(), List.of());

  public AuditKeys {
    roots = Set.copyOf(roots);
    twins = List.copyOf(twins);
    witnesses = List.copyOf(witnesses);
  }
}
