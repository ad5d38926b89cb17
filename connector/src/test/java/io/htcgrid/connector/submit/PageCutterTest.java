package io.htcgrid.connector.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.InMemoryBlobStore;
import io.htcgrid.data.PayloadBundle;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PageCutterTest {
  private static final SessionId SESSION = SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");

  /** What was cut, and where payloads lie. */
  private static final class Cut implements PageSink {
    private final List<PayloadBundle> bundles = new ArrayList<>();
    private final List<ReadyPage> pages = new ArrayList<>();
    private final InMemoryBlobStore store = new InMemoryBlobStore();

    @Override
    public void bundle(PayloadBundle bundle) {
      bundles.add(bundle);
      store.put(bundle.key(), bundle.content());
    }

    @Override
    public void page(ReadyPage page) {
      page.definition().tasks().forEach(task -> assertThat(store.keys()).contains(key(task)));
      pages.add(page);
    }

    private static String key(TaskDefinition task) {
      return task.payload().key();
    }
  }

  private static Cut cut(int count, IntFunction<byte[]> payload) {
    Cut cut = new Cut();
    PageCutter cutter = new PageCutter(SESSION, cut);
    for (int i = 0; i < count; i++) {
      cutter.add(new TaskInput(payload.apply(i), TaskOverrides.NONE));
    }
    cutter.finish();
    assertThat(cutter.count()).isEqualTo(count);
    return cut;
  }

  private static byte[] text(int index) {
    return ("task " + index).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyTaskIsInItsPageWithItsPayload() {
    Cut cut = cut(1234, PageCutterTest::text);
    assertThat(cut.pages).hasSize(13);
    int index = 0;
    for (ReadyPage page : cut.pages) {
      assertThat(page.number()).isEqualTo(index / 100);
      for (TaskDefinition task : page.definition().tasks()) {
        BlobReference payload = task.payload();
        assertThat(cut.store.read(new TaskId(SESSION, index), payload)).isEqualTo(text(index));
        assertThat(page.messages().get(index % 100).inlinePayload()).isEqualTo(text(index));
        assertThat(page.messages().get(index % 100).tasksInPage())
            .isEqualTo(page.definition().tasks().size());
        index++;
      }
    }
    assertThat(index).isEqualTo(1234);
  }

  @Test
  void theFirstPageGoesAheadAndTheOthersByTens() {
    Cut cut = cut(2150, PageCutterTest::text);
    assertThat(cut.bundles.stream().map(bundle -> bundle.references().size()))
        .containsExactly(100, 1000, 1000, 50);
  }

  @Test
  void theSameTasksAreCutTheSameWay() {
    Random random = new Random(7);
    int[] sizes = random.ints(700, 0, 30_000).toArray();
    IntFunction<byte[]> payload =
        index -> {
          byte[] bytes = new byte[sizes[index]];
          new Random(index).nextBytes(bytes);
          return bytes;
        };
    Cut first = cut(700, payload);
    Cut second = cut(700, payload);
    assertThat(first.pages.stream().map(ReadyPage::definition))
        .containsExactlyElementsOf(second.pages.stream().map(ReadyPage::definition).toList());
  }

  @Test
  void aPageThatFillsABundleDoesNotWaitForOthers() {
    byte[] large = new byte[1024 * 1024 + 1];
    Cut cut = cut(0, index -> large);
    PageCutter cutter = new PageCutter(SESSION, cut);
    // The first page always goes ahead; the second would wait for ten.
    for (int i = 0; i < 200; i++) {
      cutter.add(new TaskInput(i < 198 ? new byte[0] : large, TaskOverrides.NONE));
    }
    assertThat(cut.pages).hasSize(1);
    for (int i = 200; i < 300; i++) {
      cutter.add(new TaskInput(i < 260 ? new byte[20_000] : new byte[0], TaskOverrides.NONE));
    }
    assertThat(cut.pages).hasSize(3);
  }

  @Test
  void onlySmallPayloadsTravelInMessages() {
    Cut cut = cut(2, index -> new byte[4096 + index]);
    assertThat(cut.pages.get(0).messages().get(0).inlinePayload()).hasSize(4096);
    assertThat(cut.pages.get(0).messages().get(1).inlinePayload()).isNull();
  }
}
