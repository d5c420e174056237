package dev.penstock.uplink.twin;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.EventTimes;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows, covers, epochs and dictionaries in one SQLite file; what changes together is committed
 * together. A commit is on the disk when it returns ({@code synchronous=FULL}): what the twin then
 * acknowledges, the gateway may drop. Used by one thread.
 */
final class TwinStore implements AutoCloseable {

  private static final List<String> SCHEMA =
      List.of(
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = FULL",
          "CREATE TABLE IF NOT EXISTS gateway (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
          "CREATE TABLE IF NOT EXISTS dictionary"
              + " (id INTEGER PRIMARY KEY, hash TEXT UNIQUE, canonical BLOB)",
          "CREATE TABLE IF NOT EXISTS point"
              + " (dictionary INTEGER, number INTEGER, path TEXT, unit TEXT, concept TEXT,"
              + " PRIMARY KEY (dictionary, number))",
          "CREATE TABLE IF NOT EXISTS epoch"
              + " (gateway TEXT, epoch TEXT, start BLOB, PRIMARY KEY (gateway, epoch))",
          "CREATE TABLE IF NOT EXISTS cover (gateway TEXT, epoch TEXT, uplink TEXT, what TEXT,"
              + " first INTEGER, last INTEGER)",
          "CREATE INDEX IF NOT EXISTS cover_stream ON cover (gateway, epoch, uplink)",
          RowTable.TABLE,
          RowTable.VIEW,
          "CREATE INDEX IF NOT EXISTS loss ON observation (kind) WHERE kind = " + Kind.LOSS.code());

  private static final String COVERED = "COVERED";
  private static final String LOST = "LOST";
  private static final String REJECTED = "REJECTED ";

  private final Connection connection;
  private final RowTable rows;
  private final Map<String, Dictionary> dictionaries = new HashMap<>();
  private final Map<Epoch, Long> counts = new HashMap<>();

  TwinStore(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
    connection.setAutoCommit(false);
    rows = new RowTable(connection);
    query(
        "SELECT hash, canonical FROM dictionary",
        found -> dictionaries.put(found.getString(1), Dictionary.read(found.getBytes(2))));
    release();
  }

  @Nullable Dictionary dictionary(String hash) {
    return dictionaries.get(hash);
  }

  /** Keeps a dictionary under the hash it goes by, for ever: rows refer to it. */
  void add(String hash, Dictionary dictionary) throws SQLException {
    if (dictionaries.putIfAbsent(hash, dictionary) != null) {
      return;
    }
    update("INSERT INTO dictionary (hash, canonical) VALUES (?, ?)", hash, dictionary.canonical());
    int id = id("dictionary", "hash", hash);
    for (int number = 0; number < dictionary.size(); number++) {
      PointDescriptor point = dictionary.at(number);
      update(
          "INSERT INTO point VALUES (?, ?, ?, ?, ?)",
          id,
          number,
          point.point(),
          point.unit(),
          point.concept());
    }
  }

  int gateway(String name) throws SQLException {
    update("INSERT INTO gateway (name) VALUES (?) ON CONFLICT DO NOTHING", name);
    return id("gateway", "name", name);
  }

  int dictionaryId(String hash) throws SQLException {
    return id("dictionary", "hash", hash);
  }

  RowTable rows() {
    return rows;
  }

  /**
   * Moves the event times of a boot's rows that were read from its clock before the first sync; the
   * rows as they came stay beside them. As {@link EventTimes#resolve} does for one row.
   */
  void anchor(int gateway, Epoch epoch, ClockEntry anchor) throws SQLException {
    update(
        "UPDATE observation SET resolved = ? - (? - received_mono) - (received_wall - event)"
            + " WHERE gateway = ? AND epoch = ? AND basis IN (4, 5) AND event IS NOT NULL"
            + " AND received_mono < ?",
        anchor.wall(),
        anchor.mono(),
        gateway,
        epoch.bits(),
        anchor.mono());
  }

  void add(String gateway, EpochStart start) throws SQLException {
    update(
        "INSERT INTO epoch VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        gateway,
        start.epoch().toString(),
        start.body());
  }

  /** Writes what a ledger knows of a stream in place of what was there. */
  void cover(TwinLedger ledger, Stream stream) throws SQLException {
    String epoch = stream.epoch().toString();
    update(
        "DELETE FROM cover WHERE gateway = ? AND epoch = ? AND uplink = ?",
        stream.gateway(),
        epoch,
        stream.uplink());
    for (Range range : ledger.covered(stream).ranges()) {
      cover(stream, COVERED, range);
    }
    for (Range range : ledger.lost(stream).ranges()) {
      cover(stream, LOST, range);
    }
    for (Rejected rejected : ledger.state(stream).rejected()) {
      cover(stream, REJECTED + rejected.reason(), new Range(rejected.from(), rejected.to()));
    }
  }

  private void cover(Stream stream, String what, Range range) throws SQLException {
    update(
        "INSERT INTO cover VALUES (?, ?, ?, ?, ?, ?)",
        stream.gateway(),
        stream.epoch().toString(),
        stream.uplink(),
        what,
        range.from(),
        range.to());
  }

  /** The ledger as it was at the last commit. */
  TwinLedger ledger() throws SQLException {
    TwinLedger ledger = new TwinLedger();
    query(
        "SELECT gateway, start FROM epoch ORDER BY rowid",
        found -> ledger.chain(found.getString(1)).see(EpochStart.read(found.getBytes(2))));
    query(
        "SELECT gateway, epoch, uplink, what, first, last FROM cover",
        found -> {
          Stream stream =
              new Stream(found.getString(1), Epoch.parse(found.getString(2)), found.getString(3));
          restore(ledger, stream, found.getString(4), found.getLong(5), found.getLong(6));
        });
    return ledger;
  }

  private static void restore(
      TwinLedger ledger, Stream stream, String what, long first, long last) {
    RangeSet range = RangeSet.of(List.of(new Range(first, last)));
    RangeSet none = new RangeSet();
    switch (what) {
      case COVERED -> ledger.restore(stream, range, none, List.of());
      case LOST -> ledger.restore(stream, none, range, List.of());
      default ->
          ledger.restore(
              stream,
              none,
              none,
              List.of(new Rejected(first, last, what.substring(REJECTED.length()))));
    }
  }

  /** Rows stored of an epoch: counted once, and kept. */
  long count(String gateway, Epoch epoch) throws SQLException {
    Long known = counts.get(epoch);
    if (known == null) {
      query(
          "SELECT count(*) FROM observation WHERE gateway = "
              + id("gateway", "name", gateway)
              + " AND epoch = "
              + epoch.bits(),
          found -> counts.put(epoch, found.getLong(1)));
      known = counts.get(epoch);
    }
    return known == null ? 0 : known;
  }

  /** One more row of an epoch was stored. */
  void counted(Epoch epoch) {
    counts.computeIfPresent(epoch, (e, count) -> count + 1);
  }

  /** The bodies of all LOSS rows. */
  List<byte[]> losses() throws SQLException {
    List<byte[]> bodies = new ArrayList<>();
    query(
        "SELECT value FROM observation WHERE kind = " + Kind.LOSS.code(),
        found -> bodies.add(found.getBytes(1)));
    return bodies;
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /** Ends a look that changed nothing, so that it holds up nobody. */
  void release() throws SQLException {
    connection.rollback();
  }

  void rollback() throws SQLException {
    connection.rollback();
    counts.clear();
    dictionaries.clear();
    query(
        "SELECT hash, canonical FROM dictionary",
        found -> dictionaries.put(found.getString(1), Dictionary.read(found.getBytes(2))));
  }

  private int id(String table, String column, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM " + table + " WHERE " + column + " = ?")) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getInt(1) : ObservationBatch.NO_POINT;
      }
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** What to do with each row found. */
  @FunctionalInterface
  private interface EachRow {
    void take(ResultSet found) throws SQLException;
  }

  private void query(String sql, EachRow each) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        each.take(found);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    connection.close();
  }
}
