package dev.penstock.contract.signing;

import java.math.BigInteger;

/**
 * The curve in slow plain arithmetic, to make the keys and signatures that no honest signer makes.
 */
record EdwardsPoint(BigInteger x, BigInteger y) {

  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  static final EdwardsPoint ZERO = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);
  static final EdwardsPoint BASE =
      withY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false);

  /** The point with this y and, of the two, the even or odd x. */
  static EdwardsPoint withY(BigInteger y, boolean odd) {
    BigInteger yy = y.multiply(y);
    BigInteger xx =
        yy.subtract(BigInteger.ONE).multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P));
    BigInteger x = root(xx.mod(P));
    return new EdwardsPoint(x.testBit(0) == odd ? x : P.subtract(x).mod(P), y);
  }

  private static BigInteger root(BigInteger square) {
    BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(square)) {
      x = x.multiply(BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P)).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(square)) {
      throw new ArithmeticException("no such point");
    }
    return x;
  }

  EdwardsPoint plus(EdwardsPoint other) {
    BigInteger cross = x.multiply(other.y).add(y.multiply(other.x));
    BigInteger straight = y.multiply(other.y).add(x.multiply(other.x));
    BigInteger t = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
    return new EdwardsPoint(
        cross.multiply(BigInteger.ONE.add(t).modInverse(P)).mod(P),
        straight.multiply(BigInteger.ONE.subtract(t).modInverse(P)).mod(P));
  }

  EdwardsPoint times(BigInteger factor) {
    EdwardsPoint sum = ZERO;
    for (int i = factor.bitLength() - 1; i >= 0; i--) {
      sum = sum.plus(sum);
      sum = factor.testBit(i) ? sum.plus(this) : sum;
    }
    return sum;
  }

  /** A point of order 8: what remains of any point when the prime order is multiplied away. */
  static EdwardsPoint ofOrderEight() {
    // y = 3 is the first whose point has a part of order 8.
    EdwardsPoint torsion = withY(BigInteger.valueOf(3), false).times(L);
    if (torsion.times(BigInteger.valueOf(4)).equals(ZERO)) {
      throw new ArithmeticException("not of order 8");
    }
    return torsion;
  }

  byte[] encode() {
    byte[] bytes = littleEndian(y);
    if (x.testBit(0)) {
      bytes[31] |= (byte) 0x80;
    }
    return bytes;
  }

  static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
