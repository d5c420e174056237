package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dictionaries read so far, by their mark: each is inflated once. Thread-safe. */
final class DictionaryShelf {

  private static final int MOST = 16;

  private final Map<Long, Dictionary> known =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Dictionary> eldest) {
          return size() > MOST;
        }
      };

  synchronized void put(Dictionary dictionary) {
    known.put(Block.mark(dictionary.hash()), dictionary);
  }

  synchronized @Nullable Dictionary get(long mark) {
    return known.get(mark);
  }

  /** Looks for a dictionary in the heads of all segments: that of the rows' own was damaged. */
  @Nullable Dictionary find(long mark, SegmentFolder folder, List<Segment> segments) {
    BlockStream stream = new BlockStream();
    for (Segment segment : segments) {
      try (FileChannel file = folder.open(segment.number())) {
        stream.open(file);
        readHead(stream, file.size());
      } catch (IOException gone) {
        continue;
      }
      Dictionary found = get(mark);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void readHead(BlockStream stream, long size) throws IOException {
    Parts parts = new Parts();
    while (stream.next(size, true)) {
      Block.Type type = Block.type(stream.buffer(), stream.block());
      if (type == Block.Type.ROWS) {
        return;
      }
      if (type == Block.Type.DICTIONARY) {
        parts.add(stream.buffer(), stream.block(), this);
      }
    }
  }

  /** Puts a dictionary together that came in several blocks. */
  static final class Parts {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int next;

    void add(ByteBuffer buffer, int block, DictionaryShelf shelf) {
      if (shelf.get(buffer.getLong(block + Block.DICTIONARY_AT)) != null) {
        return;
      }
      int part = Payload.part(buffer, block);
      if (part == 0) {
        bytes.reset();
        next = 0;
      }
      if (part != next) {
        return;
      }
      bytes.writeBytes(Block.body(buffer, block));
      next++;
      if (next == Payload.parts(buffer, block)) {
        shelf.put(Dictionary.read(Payload.inflate(bytes.toByteArray())));
        bytes.reset();
      }
    }
  }
}
