package dev.penstock.gateway.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is measured: a process that takes the rig's values to the broker. */
interface Subject {

  String name();

  /** Writes what the process needs and says how to start it. */
  List<String> prepare(Stage stage) throws IOException;

  /** Where the process puts the certificate that the plant has to trust. */
  Path certificate(Stage stage);

  String topicFilter();

  /** Counts the values in one message. */
  void count(byte[] message, GapCounter counter);

  /**
   * Where the subject finds its plant and its broker.
   *
   * @param folder its own
   * @param load what will be driven through
   */
  record Stage(
      Path folder,
      String endpoint,
      String fingerprint,
      String broker,
      Account account,
      EdgeRig.Load load) {}

  /** A user of plant and broker. */
  record Account(String user, String password) {}
}
