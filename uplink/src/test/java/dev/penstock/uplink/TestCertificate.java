package dev.penstock.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that is its own authority, made by the JDK's keytool.
 *
 * @param keyStore with the private key
 */
record TestCertificate(Path keyStore, Path pem) {

  static final String PASSWORD = "changeit";

  static TestCertificate make(Path folder, String name, String subjectAlternatives) {
    TestCertificate made =
        new TestCertificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
    keytool(
        made,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=" + subjectAlternatives);
    keytool(made, "-exportcert", "-rfc", "-file", made.pem().toString());
    return made;
  }

  /** The private key, as PKCS #8 PEM. */
  Path privateKey() {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
      Path file = Path.of(keyStore + ".key");
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      Files.writeString(
          file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void keytool(TestCertificate of, String... what) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(what));
    command.addAll(
        List.of(
            "-alias",
            "server",
            "-keystore",
            of.keyStore().toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("keytool failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
