package io.htcgrid.control.state;

import io.htcgrid.control.GridSettings;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code GRID / SETTINGS}: what operators set while a grid runs. */
final class GridSettingsCodec {
  /** Number set. */
  static final String PAUSED_LEVELS = "paused_levels";

  /** ISO 8601 text. */
  static final String RETENTION = "retention";

  /** Text set. */
  static final String DRAINING = "draining";

  /**
   * Text: the active version of the function whose name follows. One attribute a function, so that
   * one is set without touching the others.
   */
  static final String FUNCTION = "function:";

  private GridSettingsCodec() {}

  static Map<String, AttributeValue> encode(GridSettings settings) {
    ItemBuilder item =
        ItemBuilder.of(ItemKey.settings())
            .numberSet(PAUSED_LEVELS, settings.pausedLevels())
            .text(RETENTION, settings.retention())
            .textSet(DRAINING, settings.draining());
    settings.functions().forEach((name, version) -> item.text(FUNCTION + name, version));
    return item.build();
  }

  /** A change of one of its sets, which leaves everything else as it is. */
  static ItemUpdate change() {
    return ItemUpdate.of(ItemKey.settings())
        .setIfAbsent(RETENTION, Attributes.text(GridSettings.DEFAULT.retention().toString()));
  }

  static GridSettings decode(Item item) {
    return new GridSettings(
        item.numberSet(PAUSED_LEVELS),
        item.duration(RETENTION),
        item.textSet(DRAINING),
        item.textsFrom(FUNCTION));
  }
}
