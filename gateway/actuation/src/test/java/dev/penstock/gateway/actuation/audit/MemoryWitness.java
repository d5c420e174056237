package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.log.SignedNote;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Beside the trust documents of a site that has no disk. */
public final class MemoryWitness implements WitnessMemory {

  private @Nullable SignedNote newest;

  @Override
  public Optional<SignedNote> read() {
    return Optional.ofNullable(newest);
  }

  @Override
  public void write(SignedNote note) {
    newest = note;
  }

  @Override
  public void forget() {
    newest = null;
  }
}
