package io.htcgrid.control.state;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.GridSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Versions of functions; which one is active stands among the settings. */
final class DynamoFunctions {
  private final ItemTable table;

  DynamoFunctions(ItemTable table) {
    this.table = table;
  }

  FunctionVersion register(FunctionVersion version) {
    Map<String, AttributeValue> item = FunctionCodec.encode(version);
    Written written = table.putIf(item, Condition.noItem());
    if (written instanceof Written.Refused refused && refused.stored() != null) {
      return FunctionCodec.decode(refused.stored());
    }
    return FunctionCodec.decode(new Item(item));
  }

  Optional<FunctionVersion> read(String name, String version) {
    return table.read(ItemKey.function(name, version)).map(FunctionCodec::decode);
  }

  List<FunctionVersion> list() {
    return table.readPartition(ItemKey.FUNCTIONS).stream().map(FunctionCodec::decode).toList();
  }

  void activate(String name, String version) {
    table.update(
        ItemUpdate.of(ItemKey.settings())
            .setIfAbsent(
                GridSettingsCodec.RETENTION,
                Attributes.text(GridSettings.DEFAULT.retention().toString()))
            .set(GridSettingsCodec.FUNCTION + name, Attributes.text(version)));
  }
}
