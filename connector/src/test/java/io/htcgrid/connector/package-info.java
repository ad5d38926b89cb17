/** Tests of the connector against the real services, with a worker in place of agents. */
@NullMarked
package io.htcgrid.connector;

import org.jspecify.annotations.NullMarked;
