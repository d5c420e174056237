/**
 * The driver that CONTRIBUTING's checklist leads to, as small as it can be: its protocol is a call
 * within the process. It knows the contract alone, as every driver does.
 */
@NullMarked
package dev.penstock.gateway.systemtests.counter;

import org.jspecify.annotations.NullMarked;
