/**
 * One submission: payloads become bundles and pages, pages are registered and sent, the session is
 * activated. Internal: no part of the library's contract.
 */
@NullMarked
package io.htcgrid.connector.submit;

import org.jspecify.annotations.NullMarked;
