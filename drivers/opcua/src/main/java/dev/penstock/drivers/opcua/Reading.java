package dev.penstock.drivers.opcua;

import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.jspecify.annotations.Nullable;

/**
 * How what a server sends for one point becomes a row: its type checked, its integers scaled, its
 * stamps and status kept as they came.
 *
 * <p>A value of another type than the profile's is refused (BAD, CONFIG) unless it widens without
 * loss. NaN and infinities are kept, but UNCERTAIN and OUT_OF_RANGE, so that nobody computes with
 * them unawares. A Float is taken as the decimal it stands for: 20.1, not 20.100000381469727.
 */
final class Reading {

  private static final int DECIMALS_OF_A_FLOAT = 7;

  private final ValueType type;
  private final Scaling scaling;

  Reading(PointBinding binding) {
    this.type = binding.type();
    this.scaling = new Scaling(binding.scale(), binding.offset());
  }

  /**
   * Fills a row that was just added.
   *
   * @return false if the value is not of the point's type
   */
  boolean fill(ObservationBatch batch, int row, DataValue value) {
    batch.stamps(
        row,
        Stamps.nanos(value.sourceTime(), value.sourcePicoseconds()),
        Stamps.nanos(value.serverTime(), value.serverPicoseconds()));
    int status = (int) value.statusCode().value();
    Object raw = value.value().value();
    if (StatusCodes.quality(status) == Quality.BAD) {
      batch.judge(row, status);
      return true;
    }
    if (raw == null) {
      batch.judge(row, status);
      batch.quality(row, Quality.BAD);
      batch.addFlag(row, Flag.DEVICE);
      return true;
    }
    if (!put(batch, row, raw)) {
      batch.judge(row, StatusCodes.BAD_TYPE_MISMATCH);
      batch.addFlag(row, Flag.CONFIG);
      return false;
    }
    batch.judge(row, status);
    if (batch.type(row) == ValueType.DOUBLE && !Double.isFinite(batch.number(row))) {
      batch.quality(row, Quality.UNCERTAIN);
      batch.addFlag(row, Flag.OUT_OF_RANGE);
    }
    return true;
  }

  /** Puts the value alone; false if it is not of the point's type. */
  boolean put(ObservationBatch batch, int row, Object raw) {
    return switch (type) {
      case DOUBLE -> putDouble(batch, row, raw);
      case INT64 -> putInteger(batch, row, raw);
      case BOOL -> putBool(batch, row, raw);
      case STRING -> putString(batch, row, raw);
      case BYTES -> putBytes(batch, row, raw);
      case DOUBLES -> putDoubles(batch, row, raw);
      default -> false;
    };
  }

  private boolean putDouble(ObservationBatch batch, int row, Object raw) {
    if (raw instanceof Number number && isNumber(raw)) {
      double value = scaled(number);
      if (!Double.isNaN(value) || !isWhole(raw)) {
        batch.put(row, value);
        return true;
      }
    }
    return false;
  }

  /** The scaled value; NaN for an integer that no double carries exactly. */
  private double scaled(Number raw) {
    if (raw instanceof Double d) {
      return scaling.apply(d.doubleValue());
    }
    if (raw instanceof Float f) {
      return scaling.apply(decimal(f));
    }
    long whole = raw.longValue();
    boolean exact = fitsInt64(raw) && (!scaling.isIdentity() || (long) (double) whole == whole);
    return exact ? scaling.apply(whole) : Double.NaN;
  }

  private boolean putInteger(ObservationBatch batch, int row, Object raw) {
    if (raw instanceof DateTime time) {
      batch.put(row, Stamps.nanos(time, null));
    } else if (raw instanceof StatusCode code) {
      batch.put(row, code.value());
    } else if (raw instanceof Number number && isWhole(raw) && fitsInt64(number)) {
      return scaling.isIdentity()
          ? putExact(batch, row, number.longValue())
          : putWhole(batch, row, scaling.apply(number.longValue()));
    } else {
      return false;
    }
    return true;
  }

  private static boolean putExact(ObservationBatch batch, int row, long value) {
    batch.put(row, value);
    return true;
  }

  private static boolean putWhole(ObservationBatch batch, int row, double value) {
    return Math.rint(value) == value && putExact(batch, row, (long) value);
  }

  private static boolean putBool(ObservationBatch batch, int row, Object raw) {
    if (raw instanceof Boolean bool) {
      batch.put(row, bool.booleanValue());
      return true;
    }
    return false;
  }

  private static boolean putString(ObservationBatch batch, int row, Object raw) {
    String text = text(raw);
    if (text == null) {
      return false;
    }
    batch.put(row, text);
    return true;
  }

  private static @Nullable String text(Object raw) {
    if (raw instanceof String text) {
      return text;
    }
    if (raw instanceof LocalizedText text) {
      return orEmpty(text.text());
    }
    if (raw instanceof QualifiedName name) {
      return orEmpty(name.name());
    }
    if (raw instanceof XmlElement xml) {
      return xml.getFragmentOrEmpty();
    }
    return raw instanceof UUID ? raw.toString() : null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean putBytes(ObservationBatch batch, int row, Object raw) {
    if (raw instanceof ByteString string) {
      byte[] bytes = string.bytesOrEmpty();
      batch.putBytes(row, ValueType.BYTES, bytes, 0, bytes.length);
      return true;
    }
    return false;
  }

  private boolean putDoubles(ObservationBatch batch, int row, Object raw) {
    if (!(raw instanceof Object[] elements)) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.allocate(elements.length * Double.BYTES);
    for (Object element : elements) {
      if (!(element instanceof Number number) || !isNumber(element)) {
        return false;
      }
      double value = scaled(number);
      if (Double.isNaN(value) && isWhole(element)) {
        return false;
      }
      buffer.putDouble(value);
    }
    batch.putBytes(row, ValueType.DOUBLES, buffer.array(), 0, buffer.capacity());
    return true;
  }

  /** The double with the fewest decimals that is this float. */
  static double decimal(float value) {
    double power = 1;
    for (int digits = 0; digits <= DECIMALS_OF_A_FLOAT; digits++) {
      double rounded = Math.rint(value * power) / power;
      if ((float) rounded == value) {
        return rounded;
      }
      power *= 10;
    }
    return value;
  }

  private static boolean isNumber(Object raw) {
    return raw instanceof Double || raw instanceof Float || isWhole(raw);
  }

  private static boolean isWhole(Object raw) {
    return raw instanceof Number && !(raw instanceof Double) && !(raw instanceof Float);
  }

  private static boolean fitsInt64(Number raw) {
    return !(raw instanceof ULong large) || large.toBigInteger().bitLength() < Long.SIZE;
  }
}
