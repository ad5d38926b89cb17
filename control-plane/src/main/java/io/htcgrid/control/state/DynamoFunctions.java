package io.htcgrid.control.state;

import io.htcgrid.control.FunctionVersion;
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
      FunctionVersion stored = FunctionCodec.decode(refused.stored());
      if (!FunctionCodec.isDeleted(refused.stored()) || !stored.sha256().equals(version.sha256())) {
        return stored;
      }
      table.put(item);
    }
    return FunctionCodec.decode(new Item(item));
  }

  void delete(FunctionVersion version) {
    table.put(FunctionCodec.encodeDeleted(version));
  }

  Optional<FunctionVersion> read(String name, String version) {
    return table
        .read(ItemKey.function(name, version))
        .filter(item -> !FunctionCodec.isDeleted(item))
        .map(FunctionCodec::decode);
  }

  List<FunctionVersion> list() {
    return table.readPartition(ItemKey.FUNCTIONS).stream()
        .filter(item -> !FunctionCodec.isDeleted(item))
        .map(FunctionCodec::decode)
        .toList();
  }

  void activate(String name, String version) {
    table.update(
        GridSettingsCodec.change()
            .set(GridSettingsCodec.FUNCTION + name, Attributes.text(version)));
  }

  void deactivate(String name) {
    table.update(GridSettingsCodec.change().remove(GridSettingsCodec.FUNCTION + name));
  }
}
