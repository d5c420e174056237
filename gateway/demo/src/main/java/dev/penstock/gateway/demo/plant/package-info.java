/**
 * A plant that answers like a real one: Johansson's quadruple tank, integrated in real time behind
 * a real OPC UA server that demands certificates and a user. It judges nothing about the gateway;
 * it only keeps its own journal of every write that reached it, and has switches for what goes
 * wrong in the field.
 */
@NullMarked
package dev.penstock.gateway.demo.plant;

import org.jspecify.annotations.NullMarked;
