package io.htcgrid.connector.submit;

import io.htcgrid.data.PayloadBundle;

/** Takes what a {@link PageCutter} cuts; may wait until there is room. */
interface PageSink {
  /** A bundle that later pages refer to. */
  void bundle(PayloadBundle bundle);

  /** A page, after all bundles that it refers to; in order. */
  void page(ReadyPage page);
}
