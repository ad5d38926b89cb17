package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

@ExtendWith(AwsServices.class)
final class DynamoDbServiceTest {
  private static final Map<String, AttributeValue> KEY =
      Map.of("pk", AttributeValue.fromS("P#1"), "sk", AttributeValue.fromS("PROGRESS"));

  private final AwsClients aws;
  private final String table;

  DynamoDbServiceTest(AwsEndpoints endpoints, UniqueName table) {
    this.aws = new AwsClients(endpoints);
    this.table = table.value();
  }

  @BeforeEach
  void createTable() {
    Tables.create(aws.dynamoDb, table);
  }

  @AfterEach
  void deleteTable() {
    aws.dynamoDb.deleteTable(r -> r.tableName(table));
    aws.close();
  }

  @Test
  void anAddToANumberSetReturnsTheNewSet() {
    add("1");

    assertThat(add("2"))
        .containsExactly(Map.entry("completed", AttributeValue.fromNs(List.of("1", "2"))));
  }

  private Map<String, AttributeValue> add(String index) {
    return aws.dynamoDb
        .updateItem(
            r ->
                r.tableName(table)
                    .key(KEY)
                    .updateExpression("ADD completed :i")
                    .expressionAttributeValues(Map.of(":i", AttributeValue.fromNs(List.of(index))))
                    .returnValues(ReturnValue.UPDATED_NEW))
        .attributes();
  }

  @Test
  void aRefusedConditionReturnsTheStoredItem() {
    add("7");

    assertThatThrownBy(
            () ->
                aws.dynamoDb.putItem(
                    r ->
                        r.tableName(table)
                            .item(KEY)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            e ->
                assertThat(e.item())
                    .containsEntry("completed", AttributeValue.fromNs(List.of("7"))));
  }

  @Test
  void consumedCapacityIsCounted() {
    assertThat(
            aws.dynamoDb
                .putItem(
                    r ->
                        r.tableName(table)
                            .item(KEY)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits())
        .isEqualTo(1.0);
  }
}
