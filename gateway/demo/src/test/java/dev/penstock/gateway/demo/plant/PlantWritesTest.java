package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.gateway.demo.plant.PlantJournal.Entry;
import dev.penstock.gateway.demo.plant.PlantWrites.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantWritesTest {

  private static final Writer OPERATOR = new Writer("operator", true, "session-1");
  private static final Writer GUEST = new Writer("guest", false, "session-2");

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final PlantFaults faults = new PlantFaults(time.clocks().wall());

  private PlantProcess process;
  private PlantValues values;
  private PlantJournal journal;
  private PlantWrites writes;

  @BeforeEach
  void start() throws IOException {
    process = new PlantProcess(QuadrupleTank.atPublishedPoint(), time.clocks(), new Random(1), 0);
    values = new PlantValues(PlantSettings.of(folder, List.of()), process, faults);
    journal = new PlantJournal(folder.resolve("writes.jsonl"));
    writes = new PlantWrites(process, values, faults, journal, time.clocks().wall());
  }

  @AfterEach
  void stop() throws IOException {
    writes.close();
    journal.close();
  }

  @Test
  void setsThePumpAndShowsItAtOnce() {
    assertThat(write(4.5)).isEqualTo(StatusCodes.Good);

    assertThat(process.volts(1)).isEqualTo(4.5);
    assertThat(values.get("Pump1.Voltage").current().value().value()).isEqualTo(4.5);
    assertThat(journal.applied(PlantPoint.PUMP1_VOLTAGE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 10.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatNoAmplifierTakes(double volts) {
    assertThat(write(volts)).isEqualTo(StatusCodes.Bad_OutOfRange);
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 10})
  void takesTheEndsOfTheRange(double volts) {
    assertThat(write(volts)).isEqualTo(StatusCodes.Good);
    assertThat(process.volts(1)).isEqualTo(volts);
  }

  @Test
  void refusesAnotherType() {
    for (Object value : List.of(4, 4L, 4f, "4", true)) {
      assertThat(write(valueOnly(value), OPERATOR)).isEqualTo(StatusCodes.Bad_TypeMismatch);
    }
    assertThat(write(DataValue.valueOnly(Variant.NULL_VALUE), OPERATOR))
        .isEqualTo(StatusCodes.Bad_TypeMismatch);
    assertUntouched();
  }

  @Test
  void refusesTimesAndStatusInAWrite() {
    assertThat(write(new DataValue(new Variant(4.0)), OPERATOR))
        .isEqualTo(StatusCodes.Bad_WriteNotSupported);
    assertUntouched();
  }

  @Test
  void takesAWriteWhoseTimesCameAsNull() {
    DataValue decoded =
        new DataValue(new Variant(4.0), StatusCode.GOOD, DateTime.NULL_VALUE, DateTime.NULL_VALUE);
    assertThat(write(decoded, OPERATOR)).isEqualTo(StatusCodes.Good);
  }

  @Test
  void refusesAUserWhoMayOnlyRead() {
    assertThat(write(valueOnly(4.0), GUEST)).isEqualTo(StatusCodes.Bad_UserAccessDenied);
    assertUntouched();
  }

  @Test
  void refusesWhileThePanelHasControl() {
    process.setLocalMode(true);
    assertThat(write(4.0)).isEqualTo(StatusCodes.Bad_InvalidState);
    assertUntouched();
    process.setLocalMode(false);
    assertThat(write(4.0)).isEqualTo(StatusCodes.Good);
  }

  @Test
  void refusesWithTheStatusOfTheFault() {
    faults.refuseWrites(StatusCodes.Bad_DeviceFailure);
    assertThat(write(4.0)).isEqualTo(StatusCodes.Bad_DeviceFailure);
    assertUntouched();
    faults.refuseWrites(StatusCodes.Good);
    assertThat(write(4.0)).isEqualTo(StatusCodes.Good);
  }

  @Test
  void saysGoodAndDoesNothingWhenWritesAreDropped() {
    faults.dropWrites(true);
    assertThat(write(4.0)).isEqualTo(StatusCodes.Good);

    assertThat(process.volts(1)).isEqualTo(3);
    Entry entry = journal.entries().get(0);
    assertThat(entry.accepted()).isTrue();
    assertThat(entry.applied()).isFalse();
  }

  @Test
  void givesUpADelayedWriteWhenThePlantCloses() {
    faults.delayWrites(Duration.ofDays(1));
    writes.close();
    assertThat(write(4.0)).isEqualTo(StatusCodes.Bad_Shutdown);
    assertUntouched();
  }

  @Test
  void journalsAKnobWithoutASession() {
    writes.turnKnob(2, 7);

    assertThat(process.volts(2)).isEqualTo(7);
    assertThat(journal.entries())
        .containsExactly(
            new Entry(
                time.wallNanos(),
                "Pump2.Voltage",
                "7.0",
                PlantJournal.LOCAL_PANEL,
                "",
                StatusCodes.Good,
                true));
  }

  @Test
  void appendsEveryAttemptToTheFile() throws IOException {
    write(4.0);
    write(40.0);

    assertThat(Files.readAllLines(folder.resolve("writes.jsonl")))
        .containsExactly(
            "{\"at\":\"1772350200000000000\",\"node\":\"Pump1.Voltage\",\"value\":\"4.0\","
                + "\"user\":\"operator\",\"session\":\"session-1\",\"status\":\"0x00000000\","
                + "\"accepted\":true,\"applied\":true}",
            "{\"at\":\"1772350200000000000\",\"node\":\"Pump1.Voltage\",\"value\":\"40.0\","
                + "\"user\":\"operator\",\"session\":\"session-1\",\"status\":\"0x803C0000\","
                + "\"accepted\":false,\"applied\":false}");
  }

  private void assertUntouched() {
    assertThat(process.volts(1)).isEqualTo(3);
    assertThat(journal.entries()).isNotEmpty().noneMatch(Entry::applied).noneMatch(Entry::accepted);
  }

  private long write(double volts) {
    return write(valueOnly(volts), OPERATOR);
  }

  private long write(DataValue value, Writer writer) {
    return writes.write(PlantPoint.PUMP1_VOLTAGE, value, writer);
  }

  private static DataValue valueOnly(Object value) {
    return DataValue.valueOnly(new Variant(value));
  }
}
