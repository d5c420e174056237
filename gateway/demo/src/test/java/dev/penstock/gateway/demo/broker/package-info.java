/** Tests of the embedded broker, with a real client. */
@NullMarked
package dev.penstock.gateway.demo.broker;

import org.jspecify.annotations.NullMarked;
