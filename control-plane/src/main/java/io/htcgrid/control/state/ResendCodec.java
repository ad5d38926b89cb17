package io.htcgrid.control.state;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code S#<session> / RESEND}: what sweepers know of a slow session. Apart from its session's
 * item, which may be large and would be paid for in full with each of these writes.
 */
final class ResendCodec {
  /** Number. */
  static final String VERSION = "version";

  private static final String CLOSED_PAGES = "closed_pages";
  private static final String PROGRESS_AT = "progress_at";
  private static final String RESENDS = "resends";

  /** Number; absent: nobody sends. */
  private static final String NEXT_PAGE = "next_page";

  private static final String OWNER = "lease_owner";
  private static final String LEASE_EXPIRES_AT = "lease_expires_at";

  private ResendCodec() {}

  static Map<String, AttributeValue> encode(ResendRecord record) {
    ItemBuilder item =
        ItemBuilder.of(ItemKey.resend(record.session()))
            .put(VERSION, Attributes.number(record.version()))
            .put(CLOSED_PAGES, Attributes.number(record.closedPages()))
            .put(PROGRESS_AT, Attributes.instant(record.progressAt()))
            .put(RESENDS, Attributes.number(record.resends()))
            .text(OWNER, record.owner())
            .put(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(record.expiresAt()));
    if (record.sending()) {
      item.put(NEXT_PAGE, Attributes.number(record.nextPage()));
    }
    if (record.leaseExpiresAt() != null) {
      item.put(LEASE_EXPIRES_AT, Attributes.instant(record.leaseExpiresAt()));
    }
    return item.build();
  }

  static ResendRecord decode(Item item) {
    return new ResendRecord(
        ItemKey.sessionOf(item.pk()),
        item.count(VERSION, 0),
        item.count(CLOSED_PAGES, 0),
        item.instant(PROGRESS_AT),
        item.count(RESENDS, 0),
        item.count(NEXT_PAGE, ResendRecord.NOT_SENDING),
        item.optionalText(OWNER),
        item.optionalInstant(LEASE_EXPIRES_AT),
        item.expiry());
  }
}
