package dev.penstock.gateway.demo.plant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who may open a session.
 *
 * @param name the user name
 * @param password never shown by {@link #toString()}
 * @param mayWrite whether writes are considered at all
 */
public record PlantUser(String name, String password, boolean mayWrite) {

  public PlantUser {
    if (name.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException("a plant user has a name and a password");
    }
  }

  boolean matches(String otherName, String otherPassword) {
    return name.equals(otherName)
        && MessageDigest.isEqual(
            password.getBytes(StandardCharsets.UTF_8),
            otherPassword.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "PlantUser[name=" + name + ", mayWrite=" + mayWrite + "]";
  }
}
