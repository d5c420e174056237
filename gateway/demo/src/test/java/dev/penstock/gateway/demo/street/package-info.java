/** Tests of the simulated street sensors. */
@NullMarked
package dev.penstock.gateway.demo.street;

import org.jspecify.annotations.NullMarked;
