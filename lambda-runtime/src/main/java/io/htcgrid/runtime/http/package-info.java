/**
 * Small bounded HTTP/1.1 servers: whole requests in, whole replies out, and word of a client that
 * left.
 */
@NullMarked
package io.htcgrid.runtime.http;

import org.jspecify.annotations.NullMarked;
