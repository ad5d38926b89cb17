/** What credentials and region lead to, and what AWS says when they do not. */
@NullMarked
package io.htcgrid.cli.account;

import org.jspecify.annotations.NullMarked;
