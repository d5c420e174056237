/** Tests of the demo around the gateway. Those without sockets run in virtual time. */
@NullMarked
package dev.penstock.gateway.demo;

import org.jspecify.annotations.NullMarked;
