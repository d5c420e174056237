package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.log.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The newest cosigned checkpoint in a file beside the trust documents. It is a signed note, which
 * {@code penstock audit verify --witness} takes as it is.
 */
public final class WitnessFile implements WitnessMemory {

  private final Path file;

  public WitnessFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<SignedNote> read() throws AuditException {
    try {
      return Files.exists(file)
          ? Optional.of(SignedNote.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | MalformedException e) {
      throw new AuditException(
          AuditException.Kind.LOST,
          file
              + " does not hold the last cosigned checkpoint any more ("
              + e.getMessage()
              + "): compare the log with the twin's copy, then put that copy here",
          e);
    }
  }

  @Override
  public void write(SignedNote note) throws IOException {
    PlainAuditFile.make(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(note.toString().getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  @Override
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
