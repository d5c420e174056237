package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A disk that forgets on {@link #crash} what was not forced, and fails when told to. */
public final class MemoryAuditFile implements AuditFile {

  private final String name;
  private final byte[] written;
  private final byte[] forced;
  private boolean failing;
  private int forces;

  /** What was written since the last force lies between these. */
  private int dirtyFrom = Integer.MAX_VALUE;

  private int dirtyTo;
  private final List<AuditRecord> durable = new ArrayList<>();
  private int durableTo = AuditFormat.HEADER_BYTES;
  private Runnable hook = () -> {};

  public MemoryAuditFile(int size) {
    this("memory", size);
  }

  MemoryAuditFile(String name, int size) {
    this(name, new byte[size], new byte[size]);
  }

  private MemoryAuditFile(String name, byte[] written, byte[] forced) {
    this.name = name;
    this.written = written;
    this.forced = forced;
  }

  /** The power goes: only what was forced is left. */
  public void crash() {
    crash(0);
  }

  /** The power goes: what was forced is left, and so many bytes of the rest. */
  public void crash(int more) {
    if (dirtyFrom < dirtyTo) {
      int kept = Math.min(dirtyTo, dirtyFrom + more);
      System.arraycopy(written, dirtyFrom, forced, dirtyFrom, kept - dirtyFrom);
      System.arraycopy(forced, dirtyFrom, written, dirtyFrom, dirtyTo - dirtyFrom);
    }
    clean();
  }

  /** How many bytes were written and not forced. */
  public int unforced() {
    return Math.max(0, dirtyTo - dirtyFrom);
  }

  private void clean() {
    dirtyFrom = Integer.MAX_VALUE;
    dirtyTo = 0;
  }

  /** Runs before and after every write and force; may throw, as a kill does. */
  public void hook(Runnable action) {
    hook = action;
  }

  /** The records that a crash now would leave. Looks only at what came since it was asked last. */
  public List<AuditRecord> durable() {
    try {
      MemoryAuditFile left = new MemoryAuditFile(name, forced, forced);
      Optional<AuditRecord> next = AuditFormat.at(left, durableTo);
      while (next.isPresent()) {
        durable.add(next.get());
        durableTo += AuditFormat.span(next.get().bytes().length);
        next = AuditFormat.at(left, durableTo);
      }
      return durable;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a crash now would leave. */
  public MemoryAuditFile survivor() {
    MemoryAuditFile copy = new MemoryAuditFile(name, forced.length);
    System.arraycopy(forced, 0, copy.written, 0, forced.length);
    System.arraycopy(forced, 0, copy.forced, 0, forced.length);
    return copy;
  }

  public void fail(boolean now) {
    failing = now;
  }

  public void flip(long at) {
    written[(int) at] ^= 1;
    forced[(int) at] = written[(int) at];
  }

  public void zero(long from) {
    for (int i = (int) from; i < written.length; i++) {
      written[i] = 0;
      forced[i] = 0;
    }
  }

  public int forces() {
    return forces;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return written.length;
  }

  @Override
  public void read(ByteBuffer into, long at) {
    into.put(written, (int) at, into.remaining());
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    check();
    hook.run();
    dirtyFrom = Math.min(dirtyFrom, (int) at);
    dirtyTo = Math.max(dirtyTo, (int) at + from.remaining());
    from.get(written, (int) at, from.remaining());
  }

  @Override
  public void force() throws IOException {
    check();
    hook.run();
    forces++;
    if (dirtyFrom < dirtyTo) {
      System.arraycopy(written, dirtyFrom, forced, dirtyFrom, dirtyTo - dirtyFrom);
    }
    clean();
    hook.run();
  }

  private void check() throws IOException {
    if (failing) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  public void close() {
    // Like a descriptor of a process that ended: the bytes stay.
  }
}
