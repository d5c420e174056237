package dev.penstock.gateway.benchmarks;

import dev.penstock.gateway.demo.OwnJava;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bare forwarder, with the flags of the gateway. */
final class BareSubject implements Subject {

  /** In the 100 ns since 1601 that OPC UA counts. */
  private static final long UTC_1970 = 116_444_736_000_000_000L;

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public List<String> prepare(Stage stage) {
    List<String> command = new ArrayList<>(OwnJava.command());
    command.add(BareForwarder.class.getName());
    command.add(stage.endpoint());
    command.add(stage.account().user());
    command.add(stage.account().password());
    command.add(stage.broker());
    command.add(Integer.toString(stage.load().points()));
    command.add(stage.folder().toString());
    command.add(Long.toString(stage.load().period().toMillis()));
    return command;
  }

  @Override
  public Path certificate(Stage stage) {
    return stage.folder().resolve("bare.der");
  }

  @Override
  public String topicFilter() {
    return BareForwarder.TOPIC;
  }

  @Override
  public void count(byte[] message, GapCounter counter) {
    ByteBuffer rows = ByteBuffer.wrap(message);
    while (rows.hasRemaining()) {
      int point = rows.getInt();
      long source = (rows.getLong() - UTC_1970) * 100;
      counter.value(point, rows.getDouble(), source);
    }
  }
}
