package dev.penstock.contract;

import java.util.regex.Pattern;

/** The identifiers that travel, and what they may look like. */
public final class Names {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern POINT = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  private Names() {}

  /** Checks a gateway, device or uplink identifier. */
  public static String id(String what, String name) {
    return check(what, name, ID, "[a-z0-9-], 1 to 64 characters");
  }

  /** Checks a point's name within its device. */
  public static String point(String name) {
    return check("point", name, POINT, "[A-Za-z0-9_-], 1 to 63 characters");
  }

  /** {@code device/point}, both checked. */
  public static String path(String device, String point) {
    return id("device", device) + "/" + point(point);
  }

  /** Checks a {@code device/point} and returns it. */
  public static String path(String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("point \"" + path + "\" must be device/point");
    }
    return path(path.substring(0, slash), path.substring(slash + 1));
  }

  /** The device of a {@code device/point}. */
  public static String device(String path) {
    return path.substring(0, path.indexOf('/'));
  }

  private static String check(String what, String name, Pattern allowed, String inWords) {
    if (!allowed.matcher(name).matches()) {
      throw new IllegalArgumentException(what + " \"" + name + "\" must be " + inWords);
    }
    return name;
  }
}
