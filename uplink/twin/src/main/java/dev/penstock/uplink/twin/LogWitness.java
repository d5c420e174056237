package dev.penstock.uplink.twin;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.log.MerkleProof;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Remembers, for each gateway, how long its audit log has been, and cosigns only a log that goes on
 * from there. What it remembers is a file a log, in the form of a signed note: whoever checks an
 * export may hold it against {@code penstock audit verify --witness}. Used by one thread.
 */
public final class LogWitness {

  private final Path folder;
  private final String name;
  private final KeySigner key;

  /**
   * A witness with its memory.
   *
   * @param folder of the notes; made with the first one
   * @param name the twin's in the gateways' rosters
   */
  public LogWitness(Path folder, String name, KeySigner key) {
    this.folder = folder;
    this.name = name;
    this.key = key;
  }

  /**
   * Answers a checkpoint whose envelope was signed by this gateway. The answer is about the newest
   * log that fits: a gateway that gets an older head back proves its log from there, or finds that
   * it has been rolled back.
   *
   * @return empty if the checkpoint is not worth an answer
   */
  public Optional<Cosignature> answer(Checkpoint said, VerifyKey gateway) throws IOException {
    LogHead head = said.head();
    if (!SignedNote.verifies(head, said.signature(), said.gateway(), gateway)) {
      return Optional.empty();
    }
    Optional<SignedNote> before = remembered(said.gateway(), head.origin());
    if (before.isEmpty()) {
      Logger.warn(
          "A log is seen for the first time. origin={} size={}", head.origin(), head.size());
    }
    boolean goesOn = before.isEmpty() ? said.since() == 0 : goesOn(before.get().head(), said);
    if (!goesOn) {
      before.ifPresent(note -> compare(note.head(), said));
      return before.map(note -> cosignature(said.gateway(), note));
    }
    String line = SignedNote.sign(head, name, key.publicKey(), key);
    SignedNote note = new SignedNote(head, List.of(said.signature(), line));
    remember(said.gateway(), note);
    return Optional.of(cosignature(said.gateway(), note));
  }

  private static boolean goesOn(LogHead before, Checkpoint said) {
    if (before.equals(said.head())) {
      return true;
    }
    return said.since() == before.size()
        && MerkleProof.grows(
            before.size(),
            HexFormat.of().parseHex(before.root()),
            said.head().size(),
            HexFormat.of().parseHex(said.head().root()),
            said.proof().stream().map(HexFormat.of()::parseHex).toList());
  }

  /** The same length with another root, or a proof that proves nothing: two stories are told. */
  private void compare(LogHead before, Checkpoint said) {
    boolean fork =
        said.since() == before.size() || (said.head().size() == before.size() && said.since() > 0);
    if (!fork && said.head().size() >= before.size()) {
      return;
    }
    Logger.error(
        "An audit log does not go on from what was seen. gateway={} origin={} seen={} now={}",
        said.gateway(),
        before.origin(),
        before.size(),
        said.head().size());
    try {
      SignedNote other = new SignedNote(said.head(), List.of(said.signature()));
      write(
          file(said.gateway(), before.origin())
              .resolveSibling("disagrees-" + said.head().root().substring(0, 16) + ".note"),
          other);
    } catch (IOException e) {
      Logger.error("The other story could not be kept. why=\"{}\"", e.toString());
    }
  }

  private Cosignature cosignature(String gateway, SignedNote note) {
    return new Cosignature(
        gateway, name, note.head(), note.signatures().get(0), note.signatures().get(1));
  }

  /** The newest head of a log that was cosigned, with both signatures. */
  public Optional<SignedNote> remembered(String gateway, String origin) throws IOException {
    Path file = file(gateway, origin);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** The log of a gateway that was cosigned last, whatever its origin; on any thread. */
  public static Optional<LogHead> newest(Path folder, String gateway) throws IOException {
    Path last = null;
    FileTime lastTime = FileTime.fromMillis(0);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> notes =
          Files.newDirectoryStream(folder, gateway + "-????????.note")) {
        for (Path note : notes) {
          FileTime time = Files.getLastModifiedTime(note);
          if (last == null || time.compareTo(lastTime) > 0) {
            last = note;
            lastTime = time;
          }
        }
      }
    }
    return last == null ? Optional.empty() : Optional.of(read(last).head());
  }

  private static SignedNote read(Path file) throws IOException {
    try {
      return SignedNote.parse(Files.readString(file));
    } catch (MalformedException e) {
      throw new IOException(file + " is damaged: put back a copy, or compare the log by hand", e);
    }
  }

  /** Where the note of a log is kept. */
  public Path file(String gateway, String origin) {
    String digest = Sha256.hex(origin.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return folder.resolve(gateway + "-" + digest + ".note");
  }

  private void remember(String gateway, SignedNote note) throws IOException {
    write(file(gateway, note.head().origin()), note);
  }

  /** Durable before the signature leaves the house. */
  private void write(Path file, SignedNote note) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(note.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
