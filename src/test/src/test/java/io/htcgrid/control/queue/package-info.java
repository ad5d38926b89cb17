/** What tests of the whole system need of queues beyond their contract. */
@NullMarked
package io.htcgrid.control.queue;

import org.jspecify.annotations.NullMarked;
