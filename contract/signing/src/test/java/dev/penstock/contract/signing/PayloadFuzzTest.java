package dev.penstock.contract.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.contract.signing.json.MalformedException;

/**
 * Any bytes as the payload of every message and trust document: it is malformed, or what was read
 * is what is written again. A payload is read only after its signature is good, and whoever signs
 * may be hostile all the same.
 */
class PayloadFuzzTest {

  @FuzzTest(maxDuration = "5s")
  void anyPayloadIsReadAsItIsWrittenOrRefused(byte[] payload) {
    for (Samples.Sample sample : Samples.all()) {
      try {
        Message message = sample.reader().read(payload);
        assertThat(sample.reader().read(message.bytes())).isEqualTo(message);
      } catch (MalformedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
