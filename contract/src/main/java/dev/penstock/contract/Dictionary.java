package dev.penstock.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The points of an epoch, by index. Known by the hash of its canonical bytes, so that a frame can
 * name it without carrying it. Immutable.
 */
public final class Dictionary {

  public static final Dictionary EMPTY = new Dictionary(List.of());

  /** Room for some 40,000 points. */
  private static final int MAX_BYTES = 32 << 20;

  private final List<PointDescriptor> points;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final byte[] canonical;
  private final String hash;

  public Dictionary(List<PointDescriptor> points) {
    this.points = List.copyOf(points);
    for (int i = 0; i < points.size(); i++) {
      if (indexes.put(points.get(i).point(), i) != null) {
        throw new IllegalArgumentException("two points named " + points.get(i).point());
      }
    }
    JsonWriter json = new JsonWriter().object().key("points").array();
    this.points.forEach(p -> p.write(json));
    this.canonical = json.endArray().endObject().bytes();
    this.hash = sha256(canonical);
  }

  public static Dictionary read(byte[] canonical) {
    return new Dictionary(Json.parseEach(canonical, MAX_BYTES, "points", PointDescriptor::read));
  }

  public int size() {
    return points.size();
  }

  public PointDescriptor at(int index) {
    return points.get(index);
  }

  public List<PointDescriptor> points() {
    return points;
  }

  public boolean contains(String point) {
    return indexes.containsKey(point);
  }

  /** The index of a point, or {@link ObservationBatch#NO_POINT}. */
  public int indexOf(String point) {
    return indexes.getOrDefault(point, ObservationBatch.NO_POINT);
  }

  /** Fixed-order JSON. */
  public byte[] canonical() {
    return canonical.clone();
  }

  /** Hex SHA-256 of the canonical bytes. */
  public String hash() {
    return hash;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
