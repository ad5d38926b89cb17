package io.htcgrid.control.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@ExtendWith(AwsServices.class)
final class StateTablesTest {

  @Test
  void aTableIsCreatedWithItsIndexesAndTimeToLive(AwsEndpoints endpoints, UniqueName name) {
    try (DynamoDbClient client = DynamoDb.client(endpoints)) {
      StateTables.ensure(client, name.value());

      TableDescription table = client.describeTable(t -> t.tableName(name.value())).table();
      assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
      assertThat(table.globalSecondaryIndexes())
          .extracting(GlobalSecondaryIndexDescription::indexName)
          .containsExactlyInAnyOrder("open", "created");
      assertThat(table.globalSecondaryIndexes())
          .allMatch(each -> each.projection().projectionType() == ProjectionType.KEYS_ONLY);
      TimeToLiveDescription ttl =
          client.describeTimeToLive(t -> t.tableName(name.value())).timeToLiveDescription();
      assertThat(ttl.attributeName()).isEqualTo("expires_at");
      assertThat(ttl.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
      client.deleteTable(t -> t.tableName(name.value()));
    }
  }

  @Test
  void repeatingItKeepsWhatIsStored(AwsEndpoints endpoints, UniqueName name) {
    try (TestTable table = new TestTable(endpoints, name)) {
      var id = Samples.active(table.states(), 1);

      StateTables.ensure(table.client(), name.value());

      assertThat(table.states().readSession(id, Samples.NOW)).isPresent();
    }
  }

  @Test
  void itMayHappenAtManyPlacesAtOnce(AwsEndpoints endpoints, UniqueName name) {
    try (DynamoDbClient client = DynamoDb.client(endpoints)) {
      AtOnce.all(
          4,
          i -> {
            StateTables.ensure(client, name.value());
            return i;
          });

      assertThat(client.describeTable(t -> t.tableName(name.value())).table().tableStatus())
          .isEqualTo(TableStatus.ACTIVE);
      client.deleteTable(t -> t.tableName(name.value()));
    }
  }

  @Test
  void aTableOfAnotherShapeIsRefused(AwsEndpoints endpoints, UniqueName name) {
    try (DynamoDbClient client = DynamoDb.client(endpoints)) {
      CreateTableRequest schema = StateTableSchema.create(name.value());
      client.createTable(
          schema.toBuilder()
              .globalSecondaryIndexes(List.of(schema.globalSecondaryIndexes().get(0)))
              .attributeDefinitions(
                  schema.attributeDefinitions().stream()
                      .filter(each -> !each.attributeName().startsWith("created"))
                      .toList())
              .build());

      assertThatThrownBy(() -> StateTables.ensure(client, name.value()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(name.value());
      client.deleteTable(t -> t.tableName(name.value()));
    }
  }

  @Test
  void theKeysAreThoseOfTheSchema() {
    assertThat(StateTableSchema.create("t").keySchema())
        .extracting(KeySchemaElement::attributeName)
        .containsExactly(StateTableSchema.PARTITION_KEY, StateTableSchema.SORT_KEY);
    assertThat(StateTableSchema.INDEXES)
        .containsExactly(StateTableSchema.OPEN, StateTableSchema.CREATED);
  }
}
