package dev.penstock.uplink.twin;

import dev.penstock.contract.ObservationBatch;

/**
 * 64 bits of everything a row says, to notice when the same identity comes with another content.
 * Guards against copies and restored images, not against forgers: they cannot sign.
 */
final class RowDigest {

  private RowDigest() {}

  /** Of the one row in the batch. */
  static long of(ObservationBatch row, String point) {
    long digest = mix(point.hashCode(), row.kind(0).code());
    digest = mix(digest, row.trigger(0).code());
    digest = mix(digest, row.type(0).code());
    digest = mix(digest, row.quality(0).code());
    digest = mix(digest, (long) row.flags(0) << 32 | (row.status(0) & 0xFFFFFFFFL));
    digest = mix(digest, row.basis(0).code());
    digest = mix(digest, row.event(0));
    digest = mix(digest, row.timeUncertainty(0));
    digest = mix(digest, row.source(0));
    digest = mix(digest, row.server(0));
    digest = mix(digest, row.receivedWall());
    digest = mix(digest, row.receivedMono());
    digest = mix(digest, (long) row.clock(0) << 32 | (row.lineage(0) & 0xFFFFFFFFL));
    digest = mix(digest, row.revision(0));
    digest = mix(digest, Double.doubleToRawLongBits(row.uncertainty(0)));
    if (!row.type(0).isLong()) {
      return mix(digest, row.bits(0));
    }
    for (byte b : row.bytes(0)) {
      digest = mix(digest, b);
    }
    return digest;
  }

  private static long mix(long digest, long value) {
    long mixed = (digest ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }
}
