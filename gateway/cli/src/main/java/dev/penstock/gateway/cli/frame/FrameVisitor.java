package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.wire.FrameStream;

/** Is told what is in a file of frames, in order. */
interface FrameVisitor extends FrameStream.Visitor {

  /** Whether it is worth reading on. */
  default boolean wantsMore() {
    return true;
  }
}
