/**
 * The verb {@code uplink}: how the ways to the centres are, whether they work, and sending rows
 * again. Works from beside a running gateway.
 */
@NullMarked
package dev.penstock.gateway.cli.uplink;

import org.jspecify.annotations.NullMarked;
