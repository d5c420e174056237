package dev.penstock.contract.signing.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The forms a string in a signed text may have. Every check returns what it was given. */
public final class Texts {

  /** Longest free text, for people, in characters. */
  public static final int MAX_WORDS = 1_000;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})*");

  private Texts() {}

  /** An identifier: {@code [A-Za-z0-9._:/-]}, 1 to 128 characters. */
  public static String id(String what, String text) {
    return require(ID.matcher(text).matches(), what, text, "[A-Za-z0-9._:/-], 1 to 128 characters");
  }

  /** An identifier or the empty string. */
  public static String idOrEmpty(String what, String text) {
    return text.isEmpty() ? text : id(what, text);
  }

  /** Lower-case hex of exactly this many bytes. */
  public static String hex(String what, String text, int bytes) {
    boolean fits = text.length() == 2 * bytes && HEX.matcher(text).matches();
    return require(fits, what, text, bytes + " bytes in lower-case hex");
  }

  /** Lower-case hex of a SHA-256. */
  public static String sha256(String what, String text) {
    return hex(what, text, 32);
  }

  /**
   * Free text for people, which may be empty: no control characters and none that change the
   * direction of writing, so that what an approver reads is what was signed.
   */
  public static String words(String what, String text) {
    boolean fits =
        text.length() <= MAX_WORDS
            && text.codePoints().noneMatch(Texts::deceives)
            && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    return require(fits, what, text, "at most " + MAX_WORDS + " printable characters");
  }

  /** Standard base64 with padding that is exactly what an encoder would write. */
  public static byte[] base64(String what, String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException(what + ": base64 that does not re-encode to itself");
    }
    return bytes;
  }

  /** Copies a list that may not hold more than {@code max} elements nor one of them twice. */
  public static <T> List<T> distinct(String what, Collection<T> elements, int max) {
    if (elements.size() > max || new HashSet<>(elements).size() != elements.size()) {
      throw new IllegalArgumentException(
          what + ": at most " + max + ", none twice; found " + elements.size());
    }
    return List.copyOf(elements);
  }

  /** Enough of a foreign text to recognise it in a log. */
  static String shorten(String text) {
    String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    StringBuilder shown = new StringBuilder("\"");
    start.codePoints().map(c -> deceives(c) ? '?' : c).forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  private static boolean deceives(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c
        || (c >= 0xd800 && c <= 0xdfff);
  }

  private static String require(boolean fits, String what, String text, String allowed) {
    if (!fits) {
      throw new IllegalArgumentException(what + " " + shorten(text) + " must be " + allowed);
    }
    return text;
  }
}
