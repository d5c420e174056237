package dev.penstock.gateway.demo.plant;

import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/** The units the plant's nodes carry, by their UN/CEFACT common code. */
enum PlantUnit {
  CENTIMETRE("CMT", "cm", "centimetre"),
  VOLT("VLT", "V", "volt"),
  CUBIC_CENTIMETRE_PER_SECOND("2M", "cm³/s", "cubic centimetre per second");

  private static final String NAMESPACE = "http://www.opcfoundation.org/UA/units/un/cefact";

  private final String code;
  private final String symbol;
  private final String description;

  PlantUnit(String code, String symbol, String description) {
    this.code = code;
    this.symbol = symbol;
    this.description = description;
  }

  EUInformation information() {
    return new EUInformation(
        NAMESPACE, unitId(), LocalizedText.english(symbol), LocalizedText.english(description));
  }

  /** The code's characters as the bytes of one integer, as OPC UA part 8 numbers units. */
  private int unitId() {
    int id = 0;
    for (int i = 0; i < code.length(); i++) {
      id = id << 8 | code.charAt(i);
    }
    return id;
  }
}
