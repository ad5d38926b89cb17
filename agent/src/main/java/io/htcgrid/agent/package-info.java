/** The worker: pulls tasks, runs them as Lambda functions, commits what came of them. */
@NullMarked
package io.htcgrid.agent;

import org.jspecify.annotations.NullMarked;
