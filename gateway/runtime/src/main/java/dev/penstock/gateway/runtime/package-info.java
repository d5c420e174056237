/**
 * The process: binds the settings, wires both paths in order, supervises what may fail, and tells
 * how it is doing. Only this package reads the system's clocks.
 */
@NullMarked
package dev.penstock.gateway.runtime;

import org.jspecify.annotations.NullMarked;
