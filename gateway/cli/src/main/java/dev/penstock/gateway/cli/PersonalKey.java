package dev.penstock.gateway.cli;

import dev.penstock.contract.signing.KeySigner;

/**
 * The key of a person, open.
 *
 * @param name as the key's file says; whether it is true, the roster says
 */
public record PersonalKey(String name, KeySigner signer) {}
