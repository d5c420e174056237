package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Makes the blocks that are not of rows. */
final class Payload {

  private static final int PART = Block.MAX_LENGTH - Block.HEAD;

  private Payload() {}

  static ByteBuffer block(Block.Type type, byte[] body) {
    return finished(type, body, Block.buffer(Block.HEAD + body.length));
  }

  private static ByteBuffer finished(Block.Type type, byte[] body, ByteBuffer buffer) {
    buffer.put(Block.HEAD, body);
    Block.finish(buffer, type, 0, buffer.capacity(), new CRC32C());
    return buffer;
  }

  /** A dictionary's canonical bytes, deflated, in as many blocks as it takes. */
  static List<ByteBuffer> dictionary(Dictionary dictionary) {
    byte[] small = deflate(dictionary.canonical());
    int parts = Math.max(1, (small.length + PART - 1) / PART);
    List<ByteBuffer> blocks = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      byte[] body =
          Arrays.copyOfRange(small, part * PART, Math.min(small.length, (part + 1) * PART));
      ByteBuffer buffer = Block.buffer(Block.HEAD + body.length);
      buffer.putInt(Block.ROWS_AT, part).putInt(Block.COLUMNS_AT, parts);
      buffer.putLong(Block.DICTIONARY_AT, Block.mark(dictionary.hash()));
      blocks.add(finished(Block.Type.DICTIONARY, body, buffer));
    }
    return blocks;
  }

  static int part(ByteBuffer block, int at) {
    return block.getInt(at + Block.ROWS_AT);
  }

  static int parts(ByteBuffer block, int at) {
    return block.getInt(at + Block.COLUMNS_AT);
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, fast)) {
      deflating.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return out.toByteArray();
  }

  static byte[] inflate(byte[] bytes) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
