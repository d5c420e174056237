package dev.penstock.uplink.twin;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** The rows, each once: its identity is the primary key. */
final class RowTable implements AutoCloseable {

  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS observation (
        gateway INTEGER NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
        dictionary INTEGER NOT NULL, point INTEGER NOT NULL,
        kind INTEGER NOT NULL, trigger INTEGER NOT NULL, type INTEGER NOT NULL, value,
        quality INTEGER NOT NULL, flags INTEGER NOT NULL, status INTEGER NOT NULL,
        event INTEGER, resolved INTEGER, basis INTEGER NOT NULL, time_uncertainty INTEGER,
        source INTEGER, server INTEGER, received_wall INTEGER, received_mono INTEGER,
        clock INTEGER NOT NULL, uncertainty REAL, lineage INTEGER NOT NULL,
        revision INTEGER NOT NULL, digest INTEGER NOT NULL,
        PRIMARY KEY (gateway, epoch, sequence)) WITHOUT ROWID""";

  /** For people and tools: names instead of numbers. */
  static final String VIEW =
      """
      CREATE VIEW IF NOT EXISTS reading AS
      SELECT g.name AS gateway, printf('%016x', o.epoch) AS epoch, o.sequence,
        p.path AS point, o.value, p.unit, o.quality, o.flags, o.resolved AS event_ns,
        o.received_wall AS received_ns, o.kind
      FROM observation o JOIN gateway g ON g.id = o.gateway
      LEFT JOIN point p ON p.dictionary = o.dictionary AND p.number = o.point""";

  private static final String INSERT =
      "INSERT INTO observation VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
          + " ON CONFLICT DO NOTHING";

  private final PreparedStatement insert;
  private final PreparedStatement find;

  RowTable(Connection connection) throws SQLException {
    insert = connection.prepareStatement(INSERT);
    find =
        connection.prepareStatement(
            "SELECT digest FROM observation WHERE gateway = ? AND epoch = ? AND sequence = ?");
  }

  /** What became of a row. */
  enum Stored {
    FRESH,
    REPEATED,
    /** There is a row of this identity with another content. */
    FORKED
  }

  /**
   * Stores the one row of a batch.
   *
   * @param resolved its event time as far as it is known by now
   */
  Stored store(int gateway, int dictionary, ObservationBatch row, long resolved, long digest)
      throws SQLException {
    int at = identify(insert, gateway, row);
    insert.setInt(at++, dictionary);
    insert.setInt(at++, row.point(0));
    insert.setInt(at++, row.kind(0).code());
    insert.setInt(at++, row.trigger(0).code());
    insert.setInt(at++, row.type(0).code());
    value(at++, row);
    insert.setInt(at++, row.quality(0).code());
    insert.setInt(at++, row.flags(0));
    insert.setInt(at++, row.status(0));
    time(at++, row.event(0));
    time(at++, resolved);
    insert.setInt(at++, row.basis(0).code());
    time(at++, row.timeUncertainty(0));
    time(at++, row.source(0));
    time(at++, row.server(0));
    time(at++, row.receivedWall());
    time(at++, row.receivedMono());
    insert.setInt(at++, row.clock(0));
    insert.setDouble(at++, row.uncertainty(0));
    insert.setInt(at++, row.lineage(0));
    insert.setInt(at++, row.revision(0));
    insert.setLong(at, digest);
    return insert.executeUpdate() == 1 ? Stored.FRESH : compare(gateway, row, digest);
  }

  private static int identify(PreparedStatement statement, int gateway, ObservationBatch row)
      throws SQLException {
    statement.setInt(1, gateway);
    statement.setLong(2, Objects.requireNonNull(row.epoch()).bits());
    statement.setLong(3, row.sequence(0));
    return 4;
  }

  private Stored compare(int gateway, ObservationBatch row, long digest) throws SQLException {
    identify(find, gateway, row);
    try (ResultSet found = find.executeQuery()) {
      return found.next() && found.getLong(1) == digest ? Stored.REPEATED : Stored.FORKED;
    }
  }

  private void value(int at, ObservationBatch row) throws SQLException {
    Value value = row.value(0);
    ValueType type = row.type(0);
    if (value == null) {
      insert.setObject(at, null);
    } else if (type == ValueType.DOUBLE) {
      insert.setDouble(at, value.asDouble());
    } else if (type == ValueType.STRING) {
      insert.setString(at, value.toString());
    } else if (type.isLong()) {
      insert.setBytes(at, value.bytes());
    } else {
      insert.setLong(at, value.bits());
    }
  }

  private void time(int at, long nanos) throws SQLException {
    if (nanos == ObservationBatch.ABSENT) {
      insert.setObject(at, null);
    } else {
      insert.setLong(at, nanos);
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    find.close();
  }
}
