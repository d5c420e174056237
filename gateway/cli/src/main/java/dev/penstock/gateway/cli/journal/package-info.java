/**
 * The verb {@code penstock journal}: looks at a journal, checks it, exports it and repairs it. All
 * but repair only read, and may run beside a gateway that writes.
 */
@NullMarked
package dev.penstock.gateway.cli.journal;

import org.jspecify.annotations.NullMarked;
