/** Task queues and reply queues, and the messages that travel through them. */
@NullMarked
package io.htcgrid.control.queue;

import org.jspecify.annotations.NullMarked;
