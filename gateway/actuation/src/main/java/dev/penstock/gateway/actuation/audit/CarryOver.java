package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.log.Hashes;
import dev.penstock.contract.signing.log.MerkleTree;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first record of a file: from it and what follows a start learns everything that all earlier
 * records would have told it. The Merkle root in the next checkpoint covers it like any other.
 *
 * @param index of the record, and so how many there were before
 * @param peaks of the tree over those before, from which the tree goes on
 * @param cosigned how many records a twin had vouched for, at least
 * @param exported how many were kept elsewhere and may be gone
 */
record CarryOver(long index, List<String> peaks, long cosigned, long exported) {

  private static final String PEAKS = "peaks";
  private static final String COSIGNED = "cosigned";
  private static final String EXPORTED = "exported";

  CarryOver {
    peaks = List.copyOf(peaks);
  }

  /** Reads a record of type CARRIED_OVER. */
  static CarryOver of(AuditRecord record) {
    Json body = Json.parse(record.body(), AuditRecord.MAX_BYTES);
    return new CarryOver(
        record.index(),
        body.get(PEAKS).list(Json::text),
        body.get(COSIGNED).int64(),
        body.get(EXPORTED).int64());
  }

  /** That of a file. Empty if the file does not begin with one that can be read. */
  static Optional<CarryOver> in(AuditFile file) throws IOException {
    Optional<AuditRecord> first =
        AuditFormat.at(file, AuditFormat.HEADER_BYTES)
            .filter(record -> record.type() == RecordType.CARRIED_OVER);
    try {
      return first.map(CarryOver::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How many records are kept elsewhere and may be gone, if this record says it. */
  static OptionalLong exportedBy(AuditRecord record) {
    String field =
        switch (record.type()) {
          case CARRIED_OVER -> EXPORTED;
          case EXPORTED -> "next";
          default -> "";
        };
    try {
      return field.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Json.parse(record.body(), AuditRecord.MAX_BYTES).get(field).int64());
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  static void write(JsonWriter out, MerkleTree tree, long cosigned, long exported) {
    out.key(PEAKS).array();
    tree.peaks().forEach(peak -> out.text(HexFormat.of().formatHex(peak)));
    out.endArray().field(COSIGNED, cosigned).field(EXPORTED, exported);
  }

  /** The tree over everything before this record. */
  MerkleTree tree() {
    return new MerkleTree((int) index, peaks.stream().map(CarryOver::hash).toList());
  }

  private static byte[] hash(String hex) {
    if (hex.length() != 2 * Hashes.BYTES) {
      throw new IllegalArgumentException("a peak is no hash: " + hex);
    }
    return HexFormat.of().parseHex(hex);
  }
}
