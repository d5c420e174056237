package dev.penstock.uplink.twin;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Observation;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Rejected;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SmallTwin} keeps: rows, what is covered, epochs and dictionaries, in one SQLite file.
 * A commit is on the disk when it returns: what is then acknowledged, the gateway may drop.
 */
final class SmallStore implements AutoCloseable {

  private static final List<String> SCHEMA =
      List.of(
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = FULL",
          "CREATE TABLE IF NOT EXISTS dictionary (hash TEXT PRIMARY KEY, canonical BLOB)",
          "CREATE TABLE IF NOT EXISTS epoch (gateway TEXT, start BLOB, UNIQUE (gateway, start))",
          "CREATE TABLE IF NOT EXISTS cover"
              + " (gateway TEXT, epoch TEXT, uplink TEXT, what TEXT, first INTEGER, last INTEGER)",
          "CREATE TABLE IF NOT EXISTS reading (gateway TEXT, epoch TEXT, sequence INTEGER,"
              + " point TEXT, event INTEGER, value TEXT, json TEXT,"
              + " PRIMARY KEY (gateway, epoch, sequence)) WITHOUT ROWID");

  private static final String COVERED = "";

  private final Connection connection;

  SmallStore(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    for (String sql : SCHEMA) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        boolean unused = statement.execute();
      }
    }
    connection.setAutoCommit(false);
  }

  void add(String gateway, EpochStart start) throws SQLException {
    update("INSERT INTO epoch VALUES (?, ?) ON CONFLICT DO NOTHING", gateway, start.body());
  }

  void add(String hash, Dictionary told) throws SQLException {
    update("INSERT INTO dictionary VALUES (?, ?) ON CONFLICT DO NOTHING", hash, told.canonical());
  }

  @Nullable Dictionary dictionary(String hash) throws SQLException {
    List<byte[]> found =
        query(row -> row.getBytes(1), "SELECT canonical FROM dictionary WHERE hash = ?", hash);
    return found.isEmpty() ? null : Dictionary.read(found.get(0));
  }

  /**
   * Keeps a row, once.
   *
   * @param json all of it, to compare
   * @return false if there is one of this identity with another content
   */
  boolean add(Observation row, String json) throws SQLException {
    String gateway = row.id().gateway();
    String epoch = row.id().epoch().toString();
    long sequence = row.id().sequence();
    int added =
        update(
            "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            gateway,
            epoch,
            sequence,
            row.point(),
            row.times().event(),
            row.value() == null ? null : row.value().toString(),
            json);
    String same = "SELECT json FROM reading WHERE gateway = ? AND epoch = ? AND sequence = ?";
    return added == 1
        || query(found -> found.getString(1), same, gateway, epoch, sequence).contains(json);
  }

  /** Writes what is known of a stream in place of what was there. */
  void cover(TwinLedger ledger, Stream stream) throws SQLException {
    update(
        "DELETE FROM cover WHERE gateway = ? AND epoch = ? AND uplink = ?",
        stream.gateway(),
        stream.epoch().toString(),
        stream.uplink());
    for (Range range : ledger.covered(stream).ranges()) {
      cover(stream, COVERED, range.from(), range.to());
    }
    for (Rejected range : ledger.state(stream).rejected()) {
      cover(stream, range.reason(), range.from(), range.to());
    }
  }

  private void cover(Stream stream, String what, long from, long to) throws SQLException {
    update(
        "INSERT INTO cover VALUES (?, ?, ?, ?, ?, ?)",
        stream.gateway(),
        stream.epoch().toString(),
        stream.uplink(),
        what,
        from,
        to);
  }

  /** The ledger as it was at the last commit. */
  TwinLedger ledger() throws SQLException {
    TwinLedger ledger = new TwinLedger();
    query(
        row -> {
          ledger.chain(row.getString(1)).see(EpochStart.read(row.getBytes(2)));
          return true;
        },
        "SELECT gateway, start FROM epoch ORDER BY rowid");
    query(
        row -> {
          Stream stream =
              new Stream(row.getString(1), Epoch.parse(row.getString(2)), row.getString(3));
          Range range = new Range(row.getLong(5), row.getLong(6));
          String what = row.getString(4);
          RangeSet covered = RangeSet.of(what.equals(COVERED) ? List.of(range) : List.of());
          List<Rejected> rejected =
              what.equals(COVERED)
                  ? List.of()
                  : List.of(new Rejected(range.from(), range.to(), what));
          ledger.restore(stream, covered, new RangeSet(), rejected);
          return stream;
        },
        "SELECT gateway, epoch, uplink, what, first, last FROM cover");
    return ledger;
  }

  long count() throws SQLException {
    return query(row -> row.getLong(1), "SELECT count(*) FROM reading").get(0);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  private int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Reads one row of an answer. */
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        all.add(reader.read(found));
      }
    }
    return all;
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
