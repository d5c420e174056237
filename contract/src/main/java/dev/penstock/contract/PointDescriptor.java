package dev.penstock.contract;

/**
 * What a point means: the one definition that profiles compile to, the journal stores and the wire
 * copies.
 *
 * @param point {@code device/point}
 * @param asset IRI of the thing observed
 * @param unit UCUM
 * @param concept IRI of the quantity
 * @param aggregation what a value says of its interval
 * @param uncertainty standard uncertainty in the unit; NaN when not stated
 * @param dataClass sharing class, for admission and uplink filters
 */
public record PointDescriptor(
    String point,
    String asset,
    ProfileRef profile,
    ValueType type,
    String unit,
    String concept,
    Aggregation aggregation,
    Reporting reporting,
    TimePolicy time,
    ValidRange valid,
    double uncertainty,
    String dataClass) {

  public PointDescriptor {
    Names.path(point);
  }

  /**
   * The profile a point comes from.
   *
   * @param hash hex SHA-256 of the profile's canonical form
   */
  public record ProfileRef(String id, String version, String hash) {

    @Override
    public String toString() {
      return id + "@" + version + "#" + hash;
    }
  }

  /**
   * How often to expect a value, all in ns; 0 when not stated.
   *
   * @param interval nominal sampling interval
   * @param deadband in the point's unit; smaller changes are not reported
   * @param heartbeat an unchanged value is reported at least this often
   * @param staleAfter without any sign of life for this long the value is stale
   */
  public record Reporting(long interval, double deadband, long heartbeat, long staleAfter) {}

  /**
   * Whose clock to believe.
   *
   * @param basis forced basis; UNKNOWN for the usual order of resolution
   * @param maxClockOffset ns a device's clock may be off before its stamps are not used as they are
   * @param maxUncertainty ns of event-time uncertainty a consumer accepts; 0 when not stated
   * @param allowedLateness ns behind its watermark at which a row counts as LATE
   */
  public record TimePolicy(
      TimeBasis basis, long maxClockOffset, long maxUncertainty, long allowedLateness) {}

  /**
   * What is plausible, in the point's unit; NaN where there is no bound.
   *
   * @param maxRate largest plausible change per second
   */
  public record ValidRange(double min, double max, double maxRate) {

    public static final ValidRange ANY = new ValidRange(Double.NaN, Double.NaN, Double.NaN);

    public boolean contains(double value) {
      return !(value < min) && !(value > max);
    }
  }

  public String device() {
    return Names.device(point);
  }

  /** The canonical form: what is hashed, stored and sent. */
  public void write(JsonWriter json) {
    json.object().field("point", point).field("asset", asset).key("profile").object();
    json.field("id", profile.id).field("version", profile.version).field("hash", profile.hash);
    json.endObject().field("type", type.word()).field("unit", unit).field("concept", concept);
    if (aggregation != Aggregation.INSTANT) {
      json.field("aggregation", aggregation.word());
    }
    json.field("interval_ns", reporting.interval).field("deadband", reporting.deadband);
    json.field("heartbeat_ns", reporting.heartbeat).field("stale_after_ns", reporting.staleAfter);
    json.field("time_basis", time.basis.name()).field("max_clock_offset_ns", time.maxClockOffset);
    json.field("max_time_uncertainty_ns", time.maxUncertainty);
    json.field("allowed_lateness_ns", time.allowedLateness);
    json.field("min", valid.min).field("max", valid.max).field("max_rate", valid.maxRate);
    json.field("uncertainty", uncertainty).field("data_class", dataClass).endObject();
  }

  /** Reads what {@link #write} wrote; members of a newer version are passed over. */
  public static PointDescriptor read(Json json) {
    Json profile = json.get("profile");
    return new PointDescriptor(
        json.get("point").text(),
        json.get("asset").text(),
        new ProfileRef(
            profile.get("id").text(), profile.get("version").text(), profile.get("hash").text()),
        ValueType.parse(json.get("type").text()),
        json.get("unit").text(),
        json.get("concept").text(),
        Aggregation.parse(json.get("aggregation").text(Aggregation.INSTANT.word())),
        new Reporting(
            json.get("interval_ns").int64(),
            json.get("deadband").number(),
            json.get("heartbeat_ns").int64(),
            json.get("stale_after_ns").int64()),
        new TimePolicy(
            basis(json.get("time_basis").text()),
            json.get("max_clock_offset_ns").int64(),
            json.get("max_time_uncertainty_ns").int64(),
            json.get("allowed_lateness_ns").int64()),
        new ValidRange(
            json.get("min").number(), json.get("max").number(), json.get("max_rate").number()),
        json.get("uncertainty").number(),
        json.get("data_class").text());
  }

  private static TimeBasis basis(String word) {
    for (TimeBasis basis : TimeBasis.values()) {
      if (basis.name().equals(word)) {
        return basis;
      }
    }
    return TimeBasis.UNKNOWN;
  }
}
