/**
 * What it costs: the end-to-end load rig behind the verb {@code bench}. Every figure in {@code
 * docs/benchmarks.md} comes from here and can be had again.
 */
@NullMarked
package dev.penstock.gateway.benchmarks;

import org.jspecify.annotations.NullMarked;
