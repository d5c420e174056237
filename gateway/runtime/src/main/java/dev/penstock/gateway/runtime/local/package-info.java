/**
 * The command gate's local door: a Unix domain socket that carries the same envelopes as a broker
 * does. It has no authority of its own; who may open it is for the file system and the kernel.
 */
@NullMarked
package dev.penstock.gateway.runtime.local;

import org.jspecify.annotations.NullMarked;
