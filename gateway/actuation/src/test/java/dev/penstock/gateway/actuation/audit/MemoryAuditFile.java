package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk that forgets on {@link #crash} what was not forced, and fails when told to. */
public final class MemoryAuditFile implements AuditFile {

  private final byte[] written;
  private final byte[] forced;
  private boolean failing;
  private int forces;

  public MemoryAuditFile(int size) {
    written = new byte[size];
    forced = new byte[size];
  }

  /** The power goes: only what was forced is left. */
  public void crash() {
    System.arraycopy(forced, 0, written, 0, written.length);
  }

  /** What a crash now would leave. */
  public MemoryAuditFile survivor() {
    MemoryAuditFile copy = new MemoryAuditFile(forced.length);
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
    return "memory";
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
    from.get(written, (int) at, from.remaining());
  }

  @Override
  public void force() throws IOException {
    check();
    forces++;
    System.arraycopy(written, 0, forced, 0, written.length);
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
