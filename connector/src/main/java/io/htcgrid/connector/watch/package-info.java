/**
 * Watching sessions: the reply queue, the slow re-read of pages, and the stream of what ended.
 * Internal: no part of the library's contract.
 */
@NullMarked
package io.htcgrid.connector.watch;

import org.jspecify.annotations.NullMarked;
