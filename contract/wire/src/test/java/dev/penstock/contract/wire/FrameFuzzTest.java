package dev.penstock.contract.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as a frame. The inputs that are kept run with every build, new ones for a while. */
class FrameFuzzTest {

  @FuzzTest(maxDuration = "5s")
  void anyBytesGiveAFrameOrAnAnswer(byte[] bytes) {
    HostileBytes.check(bytes);
  }
}
