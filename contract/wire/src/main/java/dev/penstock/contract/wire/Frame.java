package dev.penstock.contract.wire;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame that was read. Immutable. */
public final class Frame {

  private final FrameKind kind;
  private final FrameHeader header;
  private final FrameRows rows;
  private final @Nullable Dictionary dictionary;
  private final @Nullable String keyId;

  Frame(
      FrameKind kind,
      FrameHeader header,
      FrameRows rows,
      @Nullable Dictionary dictionary,
      @Nullable String keyId) {
    this.kind = kind;
    this.header = header;
    this.rows = rows;
    this.dictionary = dictionary;
    this.keyId = keyId;
  }

  public FrameKind kind() {
    return kind;
  }

  public FrameHeader header() {
    return header;
  }

  /** None in a dictionary. */
  public FrameRows rows() {
    return rows;
  }

  /**
   * What a DICTIONARY frame carries; null in the others. It goes by the hash in the header: its own
   * differs where the sender's version knows more of a point than this one.
   */
  public @Nullable Dictionary dictionary() {
    return dictionary;
  }

  /** Who signed it, hex; null for an unsigned frame. Says nothing unless the reader checked it. */
  public @Nullable String keyId() {
    return keyId;
  }

  /**
   * All rows, for whoever does not mind the objects.
   *
   * @param named the dictionary that the header names
   */
  public List<Observation> observations(Dictionary named) {
    ObservationBatch one = new ObservationBatch();
    List<Observation> all = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      rows.load(row, one);
      all.add(one.observation(0, header.gateway(), named));
    }
    return all;
  }
}
