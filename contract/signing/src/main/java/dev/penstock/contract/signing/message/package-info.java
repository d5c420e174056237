/**
 * The payload of every envelope that passes between operators, services, twins and gateways. Each
 * is a record that checks itself, reads exactly its own fields and writes them in one order.
 */
@NullMarked
package dev.penstock.contract.signing.message;

import org.jspecify.annotations.NullMarked;
