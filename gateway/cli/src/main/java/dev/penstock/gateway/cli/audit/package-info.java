/**
 * The verbs that read the audit log of a command gate: show, trace, export, verify. They lock
 * nothing and write nothing into it, so they may be used while the gateway runs.
 */
@NullMarked
package dev.penstock.gateway.cli.audit;

import org.jspecify.annotations.NullMarked;
