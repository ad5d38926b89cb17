package io.htcgrid.system.policy;

import io.htcgrid.control.state.StateTableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What calls of DynamoDB ask of IAM: the action of the same name on a table or an index, with the
 * partition keys and the attributes that the request names.
 */
final class DynamoDbCalls {
  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";
  private static final String ATTRIBUTES = "dynamodb:Attributes";
  private static final Pattern PLACEHOLDER = Pattern.compile("#\\w+");
  private static final Pattern PARTITION = Pattern.compile("(#\\w+) = (:\\w+)");

  /** Names that stand in expressions as they are would be overlooked. */
  private static final Pattern BARE_NAME =
      Pattern.compile(
          "(?<![#:\\w])(?!(?:SET|REMOVE|ADD|DELETE|AND|OR|NOT|IN|BETWEEN|attribute_exists"
              + "|attribute_not_exists|contains|size|if_not_exists)\\b)[A-Za-z_]\\w*");

  private final Account account;

  DynamoDbCalls(Account account) {
    this.account = account;
  }

  List<Call> of(SdkRequest request) {
    if (request instanceof GetItemRequest get) {
      return of("GetItem", get.tableName(), List.of(get.key()), Set.of());
    }
    if (request instanceof BatchGetItemRequest batch) {
      List<Call> calls = new ArrayList<>();
      batch
          .requestItems()
          .forEach(
              (table, wanted) -> calls.addAll(of("BatchGetItem", table, wanted.keys(), Set.of())));
      return calls;
    }
    if (request instanceof PutItemRequest put) {
      return of(
          "PutItem",
          put.tableName(),
          List.of(put.item()),
          named(put.expressionAttributeNames(), put.conditionExpression()));
    }
    if (request instanceof UpdateItemRequest update) {
      return of(
          "UpdateItem",
          update.tableName(),
          List.of(update.key()),
          named(
              update.expressionAttributeNames(),
              update.updateExpression(),
              update.conditionExpression()));
    }
    if (request instanceof DeleteItemRequest delete) {
      return of("DeleteItem", delete.tableName(), List.of(delete.key()), Set.of());
    }
    if (request instanceof QueryRequest query) {
      return List.of(query(query));
    }
    throw UnknownCallException.of(request);
  }

  private List<Call> of(
      String action,
      String table,
      Collection<Map<String, AttributeValue>> items,
      Set<String> named) {
    Set<String> keys =
        items.stream()
            .map(item -> text(item.get(StateTableSchema.PARTITION_KEY)))
            .collect(Collectors.toSet());
    Set<String> attributes = new HashSet<>(named);
    items.forEach(item -> attributes.addAll(item.keySet()));
    return List.of(
        new Call(
            "dynamodb:" + action,
            account.table(table),
            Map.of(LEADING_KEYS, keys, ATTRIBUTES, attributes)));
  }

  private Call query(QueryRequest query) {
    Set<String> attributes =
        named(query.expressionAttributeNames(), query.keyConditionExpression());
    Matcher partition = PARTITION.matcher(query.keyConditionExpression());
    if (!partition.find()) {
      throw UnknownCallException.of(query);
    }
    String key = text(query.expressionAttributeValues().get(partition.group(2)));
    return new Call(
        "dynamodb:Query",
        query.indexName() == null
            ? account.table(query.tableName())
            : account.index(query.tableName(), query.indexName()),
        Map.of(LEADING_KEYS, Set.of(key), ATTRIBUTES, attributes));
  }

  private static String text(@Nullable AttributeValue value) {
    return Objects.requireNonNull(value).s();
  }

  /** The attributes of expressions, which hold placeholders alone. */
  private static Set<String> named(Map<String, String> names, @Nullable String... expressions) {
    Set<String> named = new HashSet<>();
    for (String expression : expressions) {
      if (expression == null) {
        continue;
      }
      if (BARE_NAME.matcher(expression).find()) {
        throw new UnknownCallException("expression '" + expression + "' names attributes");
      }
      PLACEHOLDER
          .matcher(expression)
          .results()
          .forEach(found -> named.add(Objects.requireNonNull(names.get(found.group()))));
    }
    return named;
  }
}
