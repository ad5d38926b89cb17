package io.htcgrid.connector.submit;

import io.htcgrid.data.PayloadBundle;
import java.util.concurrent.CompletableFuture;

/** What is done with bundles and pages; each call starts it and returns at once. */
interface PageWork {
  /** Starts with a bundle. */
  CompletableFuture<Void> start(PayloadBundle bundle);

  /**
   * Starts with a page.
   *
   * @param bundlesStored done when every bundle that the page refers to is
   */
  CompletableFuture<Void> start(ReadyPage page, CompletableFuture<Void> bundlesStored);
}
