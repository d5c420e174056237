/**
 * Tests of the whole gateway, and of the house it is built in. Nothing here is shipped, and any
 * library's door is open.
 */
@NullMarked
package dev.penstock.gateway.systemtests;

import org.jspecify.annotations.NullMarked;
