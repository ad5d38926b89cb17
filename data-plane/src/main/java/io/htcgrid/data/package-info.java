/** The ids of sessions and tasks, and the blobs (payloads and results) that S3 holds for them. */
@NullMarked
package io.htcgrid.data;

import org.jspecify.annotations.NullMarked;
