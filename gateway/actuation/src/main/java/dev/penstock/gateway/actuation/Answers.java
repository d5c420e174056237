package dev.penstock.gateway.actuation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered in this run, so that a repeated message gets the stored answer and acts no
 * second time. Bounded: the oldest go, and their nonces have long run out.
 */
final class Answers {

  private static final int MOST = 1_024;

  /** What a sender called a message. */
  private record Name(String keyId, String cmdId) {}

  /** The first message of a name; the answer is empty until there is one. */
  static final class Entry {
    private final String digest;
    private byte[] answer = {};

    private Entry(String digest) {
      this.digest = digest;
    }

    boolean isOf(String otherDigest) {
      return digest.equals(otherDigest);
    }

    Optional<byte[]> answer() {
      return answer.length == 0 ? Optional.empty() : Optional.of(answer.clone());
    }
  }

  private final Map<Name, Entry> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Answers.Entry> eldest) {
          return size() > MOST;
        }
      };

  Optional<Entry> find(String keyId, String cmdId) {
    return Optional.ofNullable(entries.get(new Name(keyId, cmdId)));
  }

  void began(String keyId, String cmdId, String digest) {
    entries.put(new Name(keyId, cmdId), new Entry(digest));
  }

  void answered(String keyId, String cmdId, byte[] envelope) {
    find(keyId, cmdId).ifPresent(entry -> entry.answer = envelope.clone());
  }
}
