package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes under the log. Of fixed size; zero where nothing was written. */
public interface AuditFile extends AutoCloseable {

  /** What it is called, for messages. */
  String name();

  long size();

  /** Fills the buffer from this place on. */
  void read(ByteBuffer into, long at) throws IOException;

  void write(ByteBuffer from, long at) throws IOException;

  /** Returns when everything written is on the medium. */
  void force() throws IOException;

  @Override
  void close();
}
