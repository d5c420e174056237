package dev.penstock.contract.signing.trust;

import dev.penstock.contract.signing.Message;

/** A trust document that has versions and an expiry. */
public interface Document extends Message {

  DocumentHead head();
}
