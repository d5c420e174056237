package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.ClockState;
import dev.penstock.gateway.runtime.GatewayClock.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronyReferenceTest {

  @Test
  void boundsTheErrorByOffsetDispersionAndHalfTheDelay() {
    Health health =
        ChronyReference.parse(
            "A29FC87B,162.159.200.123,4,1700000000.1,-0.000200000,0.0,0.0,1.2,0.0,0.01,"
                + "0.010000000,0.001000000,64.2,Normal");
    assertEquals(new Health(ClockState.SYNCED, 6_200_000L), health);
  }

  @Test
  void isFreeRunningWhenChronyIsNotSynchronised() {
    Health health =
        ChronyReference.parse(
            "00000000,,0,0.0,0.000000000,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised");
    assertEquals(ClockState.FREE_RUNNING, health.state());
    assertEquals(Health.UNKNOWN.errorBound(), health.errorBound());
  }

  @Test
  void isUnknownWhenTheAnswerMakesNoSense() {
    assertEquals(Health.UNKNOWN, ChronyReference.parse("506 Cannot talk to daemon"));
    assertEquals(Health.UNKNOWN, ChronyReference.parse("a,b,c,d,e,f,g,h,i,j,k,l,m,Normal"));
  }

  @Test
  void isUnknownWhereThereIsNoChrony() {
    assertEquals(Health.UNKNOWN, new ChronyReference(List.of("no-such-program-anywhere")).read());
  }
}
