/** Faults of AWS services, injected into the SDK's calls on purpose: for tests and chaos runs. */
@NullMarked
package io.htcgrid.embedded.faults;

import org.jspecify.annotations.NullMarked;
