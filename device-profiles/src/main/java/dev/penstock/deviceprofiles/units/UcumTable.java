package dev.penstock.deviceprofiles.units;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import org.fhir.ucum.BaseUnit;
import org.fhir.ucum.Component;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.Factor;
import org.fhir.ucum.Operator;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.Unit;

/**
 * The whole UCUM table, read on first need. Its own conversions round to significant digits and
 * know no temperatures, so expressions are worked out here, exactly.
 */
final class UcumTable {

  private static final MathContext DIGITS = MathContext.DECIMAL128;
  private static final int MAX_EXPONENT = 99;

  /** Kelvins of a degree, and of its zero. */
  private record Scale(BigDecimal degree, BigDecimal zero) {}

  private static final Map<String, Scale> TEMPERATURES =
      Map.of(
          "Cel", new Scale(BigDecimal.ONE, new BigDecimal("273.15")),
          "[degF]", new Scale(ratio(5, 9), new BigDecimal("459.67").multiply(ratio(5, 9))),
          "[degRe]", new Scale(ratio(5, 4), new BigDecimal("273.15")));

  private static final class Loaded {
    private static final UcumModel MODEL = load();

    private static UcumModel load() {
      try (InputStream table = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
        return new UcumEssenceService(table).getModel();
      } catch (UcumException | IOException e) {
        throw new IllegalStateException("the UCUM table that ships with its library", e);
      }
    }
  }

  private UcumTable() {}

  /** An expression worked out, over base units. */
  private static final class Product {
    private final Map<String, Integer> dimension = new TreeMap<>();
    private BigDecimal factor = BigDecimal.ONE;

    void multiply(BigDecimal by, int exponent) {
      BigDecimal power = by.pow(Math.abs(exponent), DIGITS);
      factor = exponent < 0 ? factor.divide(power, DIGITS) : factor.multiply(power, DIGITS);
    }

    void add(String base, int exponent) {
      dimension.merge(base, exponent, (a, b) -> a + b == 0 ? null : a + b);
    }

    void multiply(Product other, int exponent) {
      multiply(other.factor, exponent);
      other.dimension.forEach((base, e) -> add(base, e * exponent));
    }
  }

  static UcumUnit parse(String code) {
    try {
      Term term = new ExpressionParser(Loaded.MODEL).parse(code);
      Product product = product(term);
      BigDecimal offset = zero(term);
      return new UcumUnit(code, new TreeMap<>(product.dimension), product.factor, offset);
    } catch (UcumException e) {
      throw new IllegalArgumentException("not a UCUM unit: " + reason(e, code), e);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("not a UCUM unit: a number in it is too large", e);
    }
  }

  /** What the library says after repeating itself. */
  private static String reason(UcumException e, String code) {
    String message = String.valueOf(e.getMessage());
    int end = message.lastIndexOf("'" + code + "': ");
    return end < 0 ? message : message.substring(end + code.length() + 4);
  }

  /** Only a temperature alone has a zero; within a product it is a difference. */
  private static BigDecimal zero(Term term) {
    boolean alone = !term.hasOp() && !term.hasTerm();
    if (!alone || !(term.getComp() instanceof Symbol symbol) || symbol.getExponent() != 1) {
      return BigDecimal.ZERO;
    }
    Scale scale = TEMPERATURES.get(symbol.getUnit().getCode());
    return scale == null ? BigDecimal.ZERO : scale.zero();
  }

  private static Product product(Term term) throws UcumException {
    Product product = new Product();
    boolean divide = false;
    for (Term t = term; t != null; t = t.getTerm()) {
      if (t.hasComp()) {
        product.multiply(component(t.getComp()), divide ? -1 : 1);
      }
      // "/s" parses as an operator before its first component.
      divide = t.hasOp() && t.getOp() == Operator.DIVISION;
    }
    return product;
  }

  private static Product component(Component component) throws UcumException {
    if (component instanceof Term nested) {
      return product(nested);
    }
    Product product = new Product();
    if (component instanceof Factor number) {
      product.multiply(BigDecimal.valueOf(number.getValue()), 1);
    } else if (component instanceof Symbol symbol) {
      if (Math.abs(symbol.getExponent()) > MAX_EXPONENT) {
        throw new ArithmeticException("exponent");
      }
      if (symbol.hasPrefix()) {
        product.multiply(decimal(symbol.getPrefix().getValue()), symbol.getExponent());
      }
      product.multiply(unit(symbol.getUnit()), symbol.getExponent());
    }
    return product;
  }

  private static Product unit(Unit unit) throws UcumException {
    Product product = new Product();
    String code = unit.getCode();
    if (unit instanceof BaseUnit) {
      product.add(code, 1);
    } else if (TEMPERATURES.containsKey(code)) {
      product.add("K", 1);
      product.multiply(TEMPERATURES.get(code).degree(), 1);
    } else if (unit instanceof DefinedUnit defined && defined.isSpecial()) {
      product.add(code, 1);
    } else if (unit instanceof DefinedUnit defined) {
      String expression = defined.getValue().getUnit();
      if (expression != null && !expression.equals("1")) {
        product = product(new ExpressionParser(Loaded.MODEL).parse(expression));
      }
      product.multiply(decimal(defined.getValue().getValue()), 1);
    }
    return product;
  }

  private static BigDecimal decimal(Decimal value) {
    return new BigDecimal(value.asDecimal());
  }

  private static BigDecimal ratio(int numerator, int denominator) {
    return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), DIGITS);
  }
}
