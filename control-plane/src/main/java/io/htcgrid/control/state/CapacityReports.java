package io.htcgrid.control.state;

import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Where each operation of DynamoDB is asked for its consumed units, and where it tells them. */
final class CapacityReports {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  private CapacityReports() {}

  /** The same request, asking for its units. */
  static SdkRequest ask(SdkRequest request) {
    if (request instanceof UpdateItemRequest update) {
      return update.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof PutItemRequest put) {
      return put.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof DeleteItemRequest delete) {
      return delete.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof BatchWriteItemRequest batch) {
      return batch.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof GetItemRequest get) {
      return get.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof QueryRequest query) {
      return query.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof BatchGetItemRequest batch) {
      return batch.toBuilder().returnConsumedCapacity(TOTAL).build();
    } else if (request instanceof ScanRequest scan) {
      return scan.toBuilder().returnConsumedCapacity(TOTAL).build();
    }
    return request;
  }

  static boolean isRead(SdkRequest request) {
    return request instanceof GetItemRequest
        || request instanceof QueryRequest
        || request instanceof BatchGetItemRequest
        || request instanceof ScanRequest;
  }

  /** The units that the reply tells; 0 for operations on tables, which consume none. */
  static double units(SdkResponse response) {
    return reports(response).stream().mapToDouble(CapacityReports::units).sum();
  }

  private static double units(
      software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity report) {
    Double units = report.capacityUnits();
    return units == null ? 0 : units;
  }

  private static Collection<software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity>
      reports(SdkResponse response) {
    if (response instanceof BatchWriteItemResponse batch) {
      return batch.consumedCapacity();
    } else if (response instanceof BatchGetItemResponse batch) {
      return batch.consumedCapacity();
    }
    software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity single = null;
    if (response instanceof UpdateItemResponse update) {
      single = update.consumedCapacity();
    } else if (response instanceof PutItemResponse put) {
      single = put.consumedCapacity();
    } else if (response instanceof DeleteItemResponse delete) {
      single = delete.consumedCapacity();
    } else if (response instanceof GetItemResponse get) {
      single = get.consumedCapacity();
    } else if (response instanceof QueryResponse query) {
      single = query.consumedCapacity();
    } else if (response instanceof ScanResponse scan) {
      single = scan.consumedCapacity();
    }
    return single == null ? List.of() : List.of(single);
  }
}
