/**
 * The verbs demo and twin: a plant, a street, a broker, the gateway in a process of its own and its
 * twin, started together with nothing installed. At the end every observation and every write is
 * accounted for, from sources that do not know of each other.
 */
@NullMarked
package dev.penstock.gateway.demo;

import org.jspecify.annotations.NullMarked;
