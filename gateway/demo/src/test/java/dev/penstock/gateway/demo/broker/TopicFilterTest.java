package dev.penstock.gateway.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {

  @ParameterizedTest
  @CsvSource({
    "#, street/harbour/air",
    "#, street/#",
    "street/#, street/+/air",
    "street/#, street",
    "street/+/air, street/harbour/air",
    "street/+/air, street/+/air",
    "penstock/+/+/ack, penstock/gw/centre/ack"
  })
  void coversWhatIsNoWider(String allowed, String asked) {
    assertThat(TopicFilter.covers(allowed, asked)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "street/+/air, street/#",
    "street/+/air, #",
    "street/+, street/#",
    "street/harbour/air, street/+/air",
    "street/+/air, street/harbour/lamp",
    "street/+, street/harbour/air",
    "street/harbour/air, street/harbour",
    "penstock/#, street/harbour/air"
  })
  void doesNotCoverWhatIsWiderOrElsewhere(String allowed, String asked) {
    assertThat(TopicFilter.covers(allowed, asked)).isFalse();
  }

  @Test
  void keepsTheBrokersOwnTopicsFromAWildcard() {
    assertThat(TopicFilter.covers("#", "$sys/anything")).isFalse();
    assertThat(TopicFilter.covers("+/anything", "$sys/anything")).isFalse();
  }
}
