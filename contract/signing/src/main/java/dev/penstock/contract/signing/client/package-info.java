/**
 * The other side of the command gate: what an operator's tool and a service do to have a command
 * carried out. It needs a way to the gateway ({@link
 * dev.penstock.contract.signing.client.CommandLink}) and believes nothing that comes by it.
 */
@NullMarked
package dev.penstock.contract.signing.client;

import org.jspecify.annotations.NullMarked;
