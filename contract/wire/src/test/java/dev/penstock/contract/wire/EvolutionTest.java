package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Json;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.schema.FrameSchema;
import dev.penstock.contract.wire.schema.FrameSchema.Clock;
import dev.penstock.contract.wire.schema.FrameSchema.Header;
import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was sent once can be read for ever, and what a newer version sends does not mislead. */
class EvolutionTest {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private final FrameReader reader = FrameReader.unchecked();

  static Stream<Path> goldenFrames() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("golden"))) {
      return files.filter(f -> f.toString().endsWith(".frame")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFrames")
  void everyFrozenFrameStillSaysWhatItSaid(Path file) throws IOException, FrameException {
    Frame frame = reader.read(Files.readAllBytes(file));
    Path json = Path.of(file.toString().replace(".frame", ".jsonl"));

    assertThat(FrameJson.lines(frame, Samples.DICTIONARY)).isEqualTo(Files.readAllLines(json));
  }

  @Test
  void thereIsAFrozenFrameOfEveryKind() throws IOException {
    assertThat(goldenFrames()).hasSizeGreaterThanOrEqualTo(FrameKind.values().length);
  }

  @Test
  void noTagIsEverRemovedRetypedOrRenumbered() throws IOException {
    List<String> frozen = Files.readAllLines(RESOURCES.resolve("tags.txt"));

    assertThat(tags()).containsExactlyInAnyOrderElementsOf(frozen);
  }

  private static List<String> tags() {
    List<String> tags = new ArrayList<>();
    for (Descriptor message : FrameSchema.getDescriptor().getMessageTypes()) {
      for (FieldDescriptor field : message.getFields()) {
        tags.add(
            "%s.%s = %d %s%s"
                .formatted(
                    message.getName(),
                    field.getName(),
                    field.getNumber(),
                    field.isRepeated() ? "repeated " : "",
                    type(field)));
      }
    }
    for (EnumDescriptor type : FrameSchema.getDescriptor().getEnumTypes()) {
      for (EnumValueDescriptor value : type.getValues()) {
        tags.add("%s.%s = %d".formatted(type.getName(), value.getName(), value.getNumber()));
      }
    }
    return tags;
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE -> field.getMessageType().getName();
      case ENUM -> field.getEnumType().getName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static Header.Builder header() {
    return Header.newBuilder()
        .setGateway("hall-7")
        .setUplink("centre")
        .setFrom(1)
        .setTo(2)
        .setDictionary(ByteString.copyFrom(new byte[32]))
        .setRows(2);
  }

  private static Rows.Builder rows() {
    return Rows.newBuilder().addReceiptRows(2).addReceiptWall(0).addReceiptMono(0);
  }

  private Frame read(Header header, Rows rows) throws FrameException {
    byte[] head = header.toByteArray();
    byte[] body = rows.toByteArray();
    Container container =
        new Container(FrameKind.DATA, false, false, head.length, body.length, body.length);
    byte[] frame = new byte[container.length()];
    container.write(head, body, ByteBuffer.wrap(frame));
    return reader.read(frame);
  }

  private static Ints ints(long first, long second) {
    return Ints.newBuilder().addValue(first).addValue(second - first).build();
  }

  @Test
  void fieldsOfANewerVersionAreReadOver() throws FrameException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                4000,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(7)
                    .addLengthDelimited(ByteString.copyFromUtf8("new"))
                    .build())
            .build();
    Rows known = rows().setType(ints(1, 1)).addForm(1).addNarrow(125).addNarrow(5).build();

    Frame frame =
        read(
            header().setUnknownFields(unknown).build(),
            known.toBuilder().setUnknownFields(unknown).build());

    assertThat(FrameJson.lines(frame, null))
        .isEqualTo(FrameJson.lines(read(header().build(), known), null));
  }

  @Test
  void codesOfANewerVersionReadAsTheConservativeMeaning() throws FrameException {
    Rows rows =
        rows()
            .setKind(ints(99, 1))
            .setTrigger(ints(99, 1))
            .setType(ints(42, 2))
            .setQuality(ints(1, 77))
            .setBasis(ints(99, -1))
            .addInteger(5)
            .build();
    ObservationBatch one = new ObservationBatch();
    Frame frame = read(header().build(), rows);

    frame.rows().load(0, one);
    assertThat(one.kind(0)).isEqualTo(Kind.UNKNOWN);
    assertThat(one.trigger(0)).isEqualTo(Trigger.UNKNOWN);
    assertThat(one.type(0)).isEqualTo(ValueType.NONE);
    assertThat(one.basis(0)).isEqualTo(TimeBasis.UNKNOWN);
    frame.rows().load(1, one);
    assertThat(one.quality(0)).isEqualTo(Quality.BAD);
    assertThat(one.value(0)).isNull();
  }

  @Test
  void headersOfANewerVersionReadAsTheConservativeMeaning() throws FrameException {
    FrameHeader header =
        read(
                header()
                    .setLaneValue(9)
                    .setStart(FrameSchema.EpochStart.newBuilder().setReasonValue(55))
                    .addClocks(Clock.newBuilder().setTopicValue(9).setState(88))
                    .build(),
                rows().build())
            .header();

    assertThat(header.lane()).isEqualTo(Lane.HISTORY);
    assertThat(header.start().reason()).isEqualTo(EpochStart.Reason.DAMAGED);
    assertThat(header.clocks().get(0).state()).isEqualTo(ClockState.UNKNOWN);
    assertThat(header.clocks().get(0).topic()).isEqualTo(ClockEntry.Topic.STATE);
  }

  @Test
  void theSchemasTravelInTheArtifact() throws IOException {
    try (InputStream proto =
        FrameReader.class.getResourceAsStream("/penstock/wire/v1/frame.proto")) {
      assertThat(new String(proto.readAllBytes(), StandardCharsets.UTF_8))
          .contains("message Header");
    }
  }

  private static byte[] debugSchema() throws IOException {
    try (InputStream in =
        FrameReader.class.getResourceAsStream("/penstock/wire/v1/frame.schema.json")) {
      return in.readAllBytes();
    }
  }

  @Test
  void theSchemaOfTheDebugFormKnowsEveryKeyAndNoOther() throws IOException, FrameException {
    Json definitions = Json.parse(debugSchema(), 1 << 16).get("$defs");
    List<String> rows = debugForm(RESOURCES.resolve("golden/v1-rows.frame"));
    List<String> points = debugForm(RESOURCES.resolve("golden/v1-aggregation.frame"));

    assertSameKeys(definitions.get("header"), rows.get(0), "");
    assertSameKeys(definitions.get("row"), rows.get(1), "");
    assertSameKeys(definitions.get("point"), points.get(1), "aggregation");
  }

  private List<String> debugForm(Path frame) throws IOException, FrameException {
    return FrameJson.lines(reader.read(Files.readAllBytes(frame)), null);
  }

  @ParameterizedTest
  @MethodSource("goldenFrames")
  void everyLineOfTheDebugFormIsAsItsSchemaSays(Path file) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new String(debugSchema(), StandardCharsets.UTF_8));
    for (String line : Files.readAllLines(Path.of(file.toString().replace(".frame", ".jsonl")))) {
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
  }

  private static void assertSameKeys(Json schema, String line, String optional) {
    Json json = Json.parse(line.getBytes(StandardCharsets.UTF_8), 1 << 16);
    Set<String> required = new TreeSet<>(schema.get("required").list(Json::text));
    if (!optional.isEmpty()) {
      required.add(optional);
    }
    assertThat(new TreeSet<>(json.keys()))
        .isEqualTo(new TreeSet<>(schema.get("properties").keys()))
        .isEqualTo(required);
  }
}
