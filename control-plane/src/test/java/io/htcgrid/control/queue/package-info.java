/** Tests of queues and messages. */
@NullMarked
package io.htcgrid.control.queue;

import org.jspecify.annotations.NullMarked;
