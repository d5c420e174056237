package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Files in memory; the next one is ready only when the test says so. */
final class MemoryAuditFiles implements AuditFiles {

  final List<MemoryAuditFile> all = new ArrayList<>();
  private final int size;
  boolean hasSpace = true;
  private boolean prepared;

  MemoryAuditFiles(int size) {
    this.size = size;
    all.add(new MemoryAuditFile(size));
  }

  @Override
  public List<AuditFile> files() {
    return List.copyOf(all);
  }

  @Override
  public long nextBytes() {
    return size;
  }

  @Override
  public boolean isNextReady() {
    return prepared;
  }

  @Override
  public void prepareNext() {
    prepared = hasSpace;
  }

  @Override
  public AuditFile next(long firstIndex, byte[] hashBefore) throws AuditException {
    prepared = false;
    MemoryAuditFile next = new MemoryAuditFile(size);
    try {
      next.write(AuditFormat.header(firstIndex, hashBefore), 0);
      next.force();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    all.add(next);
    return next;
  }

  @Override
  public void close() {}
}
