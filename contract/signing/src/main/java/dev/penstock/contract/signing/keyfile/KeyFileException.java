package dev.penstock.contract.signing.keyfile;

import java.nio.file.Path;

/** A key file cannot be used. The message names the file and the remedy. */
public final class KeyFileException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    MISSING,
    /** It is there already, and a key is never overwritten. */
    EXISTS,
    /** Others than its owner may read it. */
    EXPOSED,
    /** It is not a key file of this kind, or damaged. */
    MALFORMED,
    WRONG_PASSPHRASE,
    /** The gateway's key was made on another machine: this one may be a copy. */
    WRONG_MACHINE,
    /** A person's key has no business on a gateway. */
    ON_A_GATEWAY,
    /** The file system failed. */
    DISK
  }

  private final Kind kind;

  KeyFileException(Kind kind, Path file, String what, Throwable cause) {
    super("key file " + file + ": " + what, cause);
    this.kind = kind;
  }

  KeyFileException(Kind kind, Path file, String what) {
    super("key file " + file + ": " + what);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
