/**
 * The local web page of a gateway: what the plant, the journal and the uplinks are doing, live. It
 * only shows: nothing here can write to the plant, and it knows the gateway through {@link
 * dev.penstock.gateway.console.ConsoleBackend} alone.
 */
@NullMarked
package dev.penstock.gateway.console;

import org.jspecify.annotations.NullMarked;
