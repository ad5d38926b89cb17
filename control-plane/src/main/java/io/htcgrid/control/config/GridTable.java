package io.htcgrid.control.config;

import io.htcgrid.control.state.StateTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** A grid's state table as a resource. */
final class GridTable {
  private static final Logger LOG = LoggerFactory.getLogger(GridTable.class);

  private final GridConfig config;
  private final DynamoDbClient dynamoDb;

  GridTable(GridConfig config, DynamoDbClient dynamoDb) {
    this.config = config;
    this.dynamoDb = dynamoDb;
  }

  void create() {
    StateTables.ensure(dynamoDb, config.stateTableName());
  }

  void delete() {
    try {
      dynamoDb.deleteTable(request -> request.tableName(config.stateTableName()));
    } catch (ResourceNotFoundException e) {
      LOG.debug("Table {} was deleted before", config.stateTableName());
    }
  }
}
