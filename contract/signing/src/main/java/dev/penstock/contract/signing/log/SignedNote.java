package dev.penstock.contract.signing.log;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A log's head as a C2SP checkpoint: three lines of text, and under them the signature lines of
 * those who have seen it. Any tool for signed notes reads it.
 *
 * @param signatures lines as they travel, without the line break
 */
public record SignedNote(LogHead head, List<String> signatures) {

  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_SIGNATURES = 16;
  private static final int KEY_HASH_BYTES = 4;
  private static final byte ED25519 = 1;
  private static final String DASH = "\u2014 ";

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
    }
    signatures.forEach(SignedNote::check);
  }

  /** What a twin has cosigned, with the gateway's signature and its own. */
  public static SignedNote of(Cosignature cosignature) {
    return new SignedNote(
        cosignature.head(), List.of(cosignature.gatewaySignature(), cosignature.signature()));
  }

  /** The line by which the owner of a key signs a head under a name. */
  public static String sign(LogHead head, String name, VerifyKey key, Signer signer) {
    ByteArrayOutputStream mark = new ByteArrayOutputStream();
    mark.writeBytes(keyHash(name, key));
    mark.writeBytes(signer.sign(body(head)));
    return DASH + name + " " + Base64.getEncoder().encodeToString(mark.toByteArray());
  }

  /** Whether one line is by this key, under this name, over this head. */
  public static boolean verifies(LogHead head, String line, String name, VerifyKey key) {
    byte[] mark;
    try {
      if (!check(line).equals(name)) {
        return false;
      }
      mark = mark(line);
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] signature = Arrays.copyOfRange(mark, KEY_HASH_BYTES, mark.length);
    return Arrays.equals(Arrays.copyOf(mark, KEY_HASH_BYTES), keyHash(name, key))
        && key.verifies(body(head), signature);
  }

  /** Whether one of the lines is by this key under this name. */
  public boolean isSignedBy(String name, VerifyKey key) {
    return signatures.stream().anyMatch(line -> verifies(head, line, name, key));
  }

  public SignedNote with(String line) {
    List<String> more = new ArrayList<>(signatures);
    more.add(line);
    return new SignedNote(head, more);
  }

  /** The note as text. */
  @Override
  public String toString() {
    return text(head) + "\n" + String.join("\n", signatures) + "\n";
  }

  public static SignedNote parse(String note) throws MalformedException {
    try {
      return read(note);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("signed note: " + e.getMessage(), e);
    }
  }

  private static SignedNote read(String note) {
    if (note.length() > MAX_LENGTH || !note.endsWith("\n")) {
      throw new IllegalArgumentException("too long, or no line break at the end");
    }
    String[] lines = note.split("\n", -1);
    if (lines.length < 6 || !lines[3].isEmpty()) {
      throw new IllegalArgumentException("not three lines, an empty one, and signatures");
    }
    byte[] root = Texts.base64("root", lines[2]);
    LogHead head = new LogHead(lines[0], size(lines[1]), HexFormat.of().formatHex(root));
    return new SignedNote(head, Arrays.asList(lines).subList(4, lines.length - 1));
  }

  private static long size(String digits) {
    long size = Long.parseLong(digits);
    if (!Long.toString(size).equals(digits)) {
      throw new IllegalArgumentException("size is no plain number");
    }
    return size;
  }

  /** What is signed, as text: origin, size, root. */
  public static String text(LogHead head) {
    byte[] root = HexFormat.of().parseHex(head.root());
    String base64 = Base64.getEncoder().encodeToString(root);
    return head.origin() + "\n" + head.size() + "\n" + base64 + "\n";
  }

  private static byte[] body(LogHead head) {
    return text(head).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] keyHash(String name, VerifyKey key) {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes(Texts.id("name", name).getBytes(StandardCharsets.UTF_8));
    named.write('\n');
    named.write(ED25519);
    named.writeBytes(key.bytes());
    return Arrays.copyOf(Sha256.of(named.toByteArray()), KEY_HASH_BYTES);
  }

  /** Returns the name of a line that has the right form. */
  private static String check(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space < DASH.length() || mark(line).length <= KEY_HASH_BYTES) {
      throw new IllegalArgumentException("not a signature line");
    }
    return Texts.id("name", line.substring(DASH.length(), space));
  }

  /** The key's hash and the signature. */
  private static byte[] mark(String line) {
    return Texts.base64("signature", line.substring(line.lastIndexOf(' ') + 1));
  }
}
