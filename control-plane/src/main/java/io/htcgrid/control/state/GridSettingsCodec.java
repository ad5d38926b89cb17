package io.htcgrid.control.state;

import io.htcgrid.control.GridSettings;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code GRID / SETTINGS}: what operators set while a grid runs. */
final class GridSettingsCodec {
  /** Number set. */
  static final String PAUSED_LEVELS = "paused_levels";

  /** ISO 8601 text. */
  private static final String RETENTION = "retention";

  /** Text set. */
  static final String DRAINING = "draining";

  private GridSettingsCodec() {}

  static Map<String, AttributeValue> encode(GridSettings settings) {
    return ItemBuilder.of(ItemKey.settings())
        .numberSet(PAUSED_LEVELS, settings.pausedLevels())
        .text(RETENTION, settings.retention())
        .textSet(DRAINING, settings.draining())
        .build();
  }

  /** A change of one of its sets, which leaves everything else as it is. */
  static ItemUpdate change() {
    return ItemUpdate.of(ItemKey.settings())
        .setIfAbsent(RETENTION, Attributes.text(GridSettings.DEFAULT.retention().toString()));
  }

  static GridSettings decode(Item item) {
    return new GridSettings(
        item.numberSet(PAUSED_LEVELS), item.duration(RETENTION), item.textSet(DRAINING));
  }
}
