package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Select;

/** What a line of the register is about. */
record Subject(String point, String asked, String issuer) {

  static Subject of(Select select) {
    String unit = select.demand().unit();
    String asked = select.demand().value() + (unit.equals("1") ? "" : " " + unit);
    return new Subject(select.demand().point(), asked, select.head().issuer());
  }
}
