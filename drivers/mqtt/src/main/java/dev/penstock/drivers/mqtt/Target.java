package dev.penstock.drivers.mqtt;

import dev.penstock.contract.DecimalText;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point, and where in the messages of its topic its value is. */
final class Target {

  static final String TOPIC = "topic";
  static final String VALUE = "jsonPointer";
  static final String TIME = "timePointer";
  static final String TIME_FORMAT = "timeFormat";
  static final String SENML_NAME = "senmlName";
  static final String COMMAND_TOPIC = "commandTopic";

  /** How the messages of a topic are written. */
  enum Format {
    JSON,
    SENML,
    TEXT
  }

  private final PointBinding binding;
  private final Format format;
  private final JsonPointer value;
  private final Optional<JsonPointer> time;
  private final TimeFormat timeFormat;
  private final BigDecimal scale;
  private final BigDecimal offset;

  /**
   * @throws IllegalArgumentException with a sentence about the binding's address
   */
  Target(PointBinding binding) {
    this.binding = binding;
    this.format = format(binding.wireType());
    this.value = JsonPointer.of(binding.address(VALUE));
    this.time = Optional.of(binding.address(TIME)).filter(t -> !t.isEmpty()).map(JsonPointer::of);
    String written = binding.address(TIME_FORMAT);
    this.timeFormat = written.isEmpty() ? TimeFormat.ISO : TimeFormat.of(written);
    this.scale = new BigDecimal(DecimalText.of(binding.scale()));
    this.offset = new BigDecimal(DecimalText.of(binding.offset()));
    Topics.check(topic());
    if (format == Format.SENML && senmlName().isEmpty()) {
      throw new IllegalArgumentException("senmlName is missing");
    }
  }

  private static Format format(String wireType) {
    if (wireType.isEmpty()) {
      return Format.JSON;
    }
    for (Format format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(wireType)) {
        return format;
      }
    }
    throw new IllegalArgumentException("\"" + wireType + "\" must be json, senml or text");
  }

  PointBinding binding() {
    return binding;
  }

  String topic() {
    return binding.address(TOPIC);
  }

  Format format() {
    return format;
  }

  String senmlName() {
    return binding.address(SENML_NAME);
  }

  /** The value in a JSON document, or {@link JsonPointer#ABSENT}. */
  @Nullable Object valueIn(@Nullable Object document) {
    return value.find(document);
  }

  /** What stands where the device's time should; ABSENT also if there is none to look for. */
  @Nullable Object timeIn(@Nullable Object document) {
    return time.isEmpty() ? JsonPointer.ABSENT : time.get().find(document);
  }

  long nanos(@Nullable Object writtenTime) {
    return timeFormat.nanos(writtenTime);
  }

  /**
   * Puts a value as JSON gives it.
   *
   * @return false if it is not of the point's type
   */
  boolean put(ObservationBatch batch, int row, Object raw) {
    return switch (binding.type()) {
      case DOUBLE -> raw instanceof BigDecimal number && putDouble(batch, row, number);
      case INT64 -> raw instanceof BigDecimal number && putInteger(batch, row, number);
      case BOOL -> {
        if (raw instanceof Boolean bool) {
          batch.put(row, bool.booleanValue());
        }
        yield raw instanceof Boolean;
      }
      case STRING -> {
        if (raw instanceof String text) {
          batch.put(row, text);
        }
        yield raw instanceof String;
      }
      case DOUBLES -> raw instanceof List<?> elements && putDoubles(batch, row, elements);
      default -> false;
    };
  }

  private boolean putDouble(ObservationBatch batch, int row, BigDecimal number) {
    double scaled = scaled(number).doubleValue();
    if (!Double.isFinite(scaled)) {
      return false;
    }
    batch.put(row, scaled);
    return true;
  }

  private boolean putInteger(ObservationBatch batch, int row, BigDecimal number) {
    try {
      batch.put(row, scaled(number).longValueExact());
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private boolean putDoubles(ObservationBatch batch, int row, List<?> elements) {
    ByteBuffer buffer = ByteBuffer.allocate(elements.size() * Double.BYTES);
    for (Object element : elements) {
      if (!(element instanceof BigDecimal number)
          || !Double.isFinite(scaled(number).doubleValue())) {
        return false;
      }
      buffer.putDouble(scaled(number).doubleValue());
    }
    batch.putBytes(row, ValueType.DOUBLES, buffer.array(), 0, buffer.capacity());
    return true;
  }

  private BigDecimal scaled(BigDecimal raw) {
    return raw.multiply(scale).add(offset);
  }
}
