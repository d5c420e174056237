package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A value within the messages of an MQTT topic. */
public record MqttAddress(
    @Setting(
            value = "Topic, without wildcards; {device} stands for the device's id.",
            example = "street/{device}/air")
        String topic,
    @Setting(value = "How the message is written.", otherwise = "json") Format as,
    @Setting(
            value = "JSON: where the value is (RFC 6901); empty for the whole message.",
            otherwise = "",
            example = "/no2")
        String jsonPointer,
    @Setting(
            value = "JSON: where the device's own time is; a message without it has none.",
            otherwise = "",
            example = "/ts")
        String timePointer,
    @Setting(value = "How that time is written.", otherwise = "iso") TimeFormat timeFormat,
    @Setting(
            value = "SenML: the record's resolved name (base name and name).",
            otherwise = "",
            example = "urn:dev:mac:0024befffe804ff1/voltage")
        String senmlName,
    @Setting(value = "value = raw × scale + offset.", otherwise = "1") double scale,
    @Setting(value = "See scale.", otherwise = "0") double offset,
    @Setting(value = "Where a command is published; without it nothing is.", otherwise = "")
        String commandTopic)
    implements Address {

  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");
  private static final Pattern TOPIC = Pattern.compile("([^+#{}\u0000]|\\{device}){1,256}");

  /** How a message is written. */
  public enum Format {
    JSON,
    SENML,
    TEXT
  }

  /** How a time is written. */
  public enum TimeFormat {
    ISO,
    EPOCH_S,
    EPOCH_MS,
    EPOCH_US,
    EPOCH_NS;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public MqttAddress {
    String topicRule = "must be a topic without + and #, with no placeholder but {device}";
    Check.that(TOPIC.matcher(topic).matches(), "topic", topicRule);
    Check.that(
        commandTopic.isEmpty() || TOPIC.matcher(commandTopic).matches(), "commandTopic", topicRule);
    String pointerRule = "must be a JSON pointer such as /no2";
    Check.that(POINTER.matcher(jsonPointer).matches(), "jsonPointer", pointerRule);
    Check.that(POINTER.matcher(timePointer).matches(), "timePointer", pointerRule);
    Check.that(as == Format.JSON || jsonPointer.isEmpty(), "jsonPointer", "only for json");
    Check.that(as == Format.JSON || timePointer.isEmpty(), "timePointer", "only for json");
    Check.that(as == Format.SENML || senmlName.isEmpty(), "senmlName", "only for senml");
    Check.that(as != Format.SENML || !senmlName.isEmpty(), "senmlName", "is missing");
    Scale.check(scale, offset);
  }

  @Override
  public String protocol() {
    return "mqtt";
  }

  @Override
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("topic", topic);
    if (as == Format.JSON) {
      words.put("jsonPointer", jsonPointer);
    } else if (as == Format.SENML) {
      words.put("senmlName", senmlName);
    }
    if (!timePointer.isEmpty()) {
      words.put("timePointer", timePointer);
      words.put("timeFormat", timeFormat.word());
    }
    if (!commandTopic.isEmpty()) {
      words.put("commandTopic", commandTopic);
    }
    return words;
  }

  @Override
  public String wireType() {
    return as.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Optional<String> readOnlyBecause() {
    return commandTopic.isEmpty()
        ? Optional.of("it has no commandTopic to publish to")
        : Optional.empty();
  }

  @Override
  public Optional<String> unfitFor(PointType type) {
    return type == PointType.BYTES
        ? Optional.of("a message carries no bytes")
        : Scale.unfitFor(type, scale, offset);
  }

  @Override
  public Optional<String> noSourceTimeBecause() {
    return as == Format.SENML || !timePointer.isEmpty()
        ? Optional.empty()
        : Optional.of("the message's time is not named by a timePointer");
  }
}
