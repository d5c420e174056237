package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Registers or bits of a Modbus unit. */
public record ModbusAddress(
    @Setting(value = "Unit id.", otherwise = "1") int unit,
    @Setting("Which of the four tables.") Table table,
    @Setting(
            value = "As on the wire, from 0: register 30013 of a manual is address 12 of input.",
            example = "12")
        int address,
    @Setting(
            value = "How the registers are read; bool for coil and discrete.",
            otherwise = "bool",
            example = "float32")
        Form as,
    @Setting(value = "Bit of a register, for bool.", otherwise = Setting.NONE)
        Optional<Integer> bit,
    @Setting(value = "value = raw × scale + offset.", otherwise = "1") double scale,
    @Setting(value = "See scale.", otherwise = "0") double offset,
    @Setting(
            value = "Which word of a number comes first: the most significant is big.",
            otherwise = "big")
        WordOrder wordOrder)
    implements Address {

  private static final int MAX_ADDRESS = 65_535;

  /** The four tables of a unit. */
  public enum Table {
    COIL("a coil"),
    DISCRETE("a discrete input"),
    INPUT("an input register"),
    HOLDING("a holding register");

    private final String inWords;

    Table(String inWords) {
      this.inWords = inWords;
    }

    boolean isBits() {
      return this == COIL || this == DISCRETE;
    }
  }

  /** What registers hold. */
  public enum Form {
    BOOL(1),
    INT16(1),
    UINT16(1),
    INT32(2),
    UINT32(2),
    INT64(4),
    UINT64(4),
    FLOAT32(2),
    FLOAT64(4);

    private final int registers;

    Form(int registers) {
      this.registers = registers;
    }

    boolean isFloat() {
      return this == FLOAT32 || this == FLOAT64;
    }
  }

  /** Order of the 16-bit words of a longer number. */
  public enum WordOrder {
    BIG,
    LITTLE
  }

  public ModbusAddress {
    Check.that(unit >= 0 && unit <= 247, "unit", "must be 0 to 247");
    int last = MAX_ADDRESS + 1 - as.registers;
    Check.that(
        address >= 0 && address <= last, "address", "must be 0 to " + last + " for " + word(as));
    boolean bits = table.isBits();
    Check.that(!bits || as == Form.BOOL, "as", table.inWords + " is a bool");
    Check.that(
        bits || as != Form.BOOL || bit.isPresent(),
        "as",
        "how to read the register, int16 for example, or bool with a bit");
    Check.that(bit.isEmpty() || (!bits && as == Form.BOOL), "bit", "only for a bool in a register");
    Check.that(bit.orElse(0) >= 0 && bit.orElse(0) <= 15, "bit", "must be 0 to 15");
    Scale.check(scale, offset);
  }

  @Override
  public String protocol() {
    return "modbus";
  }

  @Override
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("unit", Integer.toString(unit));
    words.put("table", word(table));
    words.put("address", Integer.toString(address));
    words.put("count", Integer.toString(as.registers));
    bit.ifPresent(b -> words.put("bit", Integer.toString(b)));
    if (as.registers > 1) {
      words.put("wordOrder", word(wordOrder));
    }
    return words;
  }

  @Override
  public String wireType() {
    return word(as);
  }

  @Override
  public Optional<String> readOnlyBecause() {
    if (table == Table.DISCRETE || table == Table.INPUT) {
      return Optional.of(table.inWords + " can only be read");
    }
    return bit.isPresent()
        ? Optional.of("a bit of a register cannot be written without its neighbours")
        : Optional.empty();
  }

  @Override
  public Optional<String> unfitFor(PointType type) {
    if ((as == Form.BOOL) != (type == PointType.BOOL)) {
      return Optional.of(word(as) + " on the wire is no " + type.word());
    } else if (as.isFloat() && type != PointType.DOUBLE) {
      return Optional.of(word(as) + " on the wire needs the type double");
    } else if (as == Form.UINT64 && type == PointType.INT64) {
      return Optional.of("uint64 does not fit into int64: use double");
    } else if (type != PointType.DOUBLE && type != PointType.INT64 && type != PointType.BOOL) {
      return Optional.of("registers hold no " + type.word());
    }
    return Scale.unfitFor(type, scale, offset);
  }

  @Override
  public Optional<String> noSourceTimeBecause() {
    return Optional.of("Modbus carries no time");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
