package dev.penstock.contract.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** What somebody else's library, the JDK's, thinks of a signature. */
final class ForeignVerifier {

  private static final String X509_PREFIX = "302a300506032b6570032100";

  private ForeignVerifier() {}

  static boolean accepts(byte[] key, byte[] message, byte[] signature) {
    byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + HexFormat.of().formatHex(key));
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
