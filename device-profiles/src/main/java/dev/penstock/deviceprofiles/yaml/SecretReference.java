package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows {@code ${file:…}} and {@code ${env:…}}; what it finds is never in a message. */
final class SecretReference {

  static final String ALLOWED = "${file:path} or ${env:NAME}";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|env):([^}]+)}");
  private static final int MAX_BYTES = 65_536;

  private final Function<String, @Nullable String> environment;

  SecretReference(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The secret referred to.
   *
   * @throws Unusable says why there is none
   */
  Secret follow(String text, Path folder) throws Unusable {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      throw new Unusable("a secret is not written into this file, only where it is kept");
    }
    return reference.group(1).equals("file")
        ? file(folder.resolve(reference.group(2)))
        : variable(reference.group(2));
  }

  private Secret variable(String name) throws Unusable {
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new Unusable("the environment variable " + name + " is not set");
    }
    return new Secret(value);
  }

  private static Secret file(Path file) throws Unusable {
    try {
      if (!Files.isRegularFile(file)) {
        throw new Unusable("there is no file " + file);
      }
      checkPermissions(file);
      if (Files.size(file) > MAX_BYTES) {
        throw new Unusable("the file " + file + " is too large for a secret");
      }
      String content = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      if (content.isEmpty()) {
        throw new Unusable("the file " + file + " is empty");
      }
      return new Secret(content);
    } catch (IOException e) {
      throw new Unusable("the file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static void checkPermissions(Path file) throws IOException, Unusable {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new Unusable(
          "everybody may read or change "
              + file
              + " ("
              + PosixFilePermissions.toString(permissions)
              + "): run chmod 600 on it");
    }
  }

  /** Why a reference leads nowhere. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}
