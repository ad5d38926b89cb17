/** Tests of the manifests for Kubernetes and of the files that container images are made of. */
@NullMarked
package io.htcgrid.kubernetes;

import org.jspecify.annotations.NullMarked;
