/**
 * What protoc makes of the schema in {@code penstock/wire/v1/frame.proto}. Nobody outside {@code
 * contract/wire} needs it.
 */
@NullUnmarked
package dev.penstock.contract.wire.schema;

import org.jspecify.annotations.NullUnmarked;
