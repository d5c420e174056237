/** Tests of the simulated plant: the model in virtual time, the server over a real client. */
@NullMarked
package dev.penstock.gateway.demo.plant;

import org.jspecify.annotations.NullMarked;
