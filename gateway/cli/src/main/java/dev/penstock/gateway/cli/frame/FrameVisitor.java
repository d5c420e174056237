package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.wire.Frame;

/** Is told what is in a file of frames, in order. */
interface FrameVisitor {

  void frame(Frame frame);

  void broken(BrokenFrame broken);
}
