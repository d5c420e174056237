/**
 * How a component describes its settings: a record whose components say what they mean. The runtime
 * binds YAML to them and writes the reference from them.
 */
@NullMarked
package dev.penstock.contract.settings;

import org.jspecify.annotations.NullMarked;
