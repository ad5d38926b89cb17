package io.htcgrid.control.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Notes the dates of replies to a client of somebody else, to which no interceptor can be added.
 */
final class DatedDynamoDb implements InvocationHandler {
  private final DynamoDbClient client;
  private final InstantSource local;
  private final Consumer<OffsetBounds> receiver;
  private final HttpDates dates = new HttpDates();

  private DatedDynamoDb(
      DynamoDbClient client, InstantSource local, Consumer<OffsetBounds> receiver) {
    this.client = client;
    this.local = local;
    this.receiver = receiver;
  }

  static DynamoDbClient of(
      DynamoDbClient client, InstantSource local, Consumer<OffsetBounds> receiver) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DatedDynamoDb.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new DatedDynamoDb(client, local, receiver));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Instant sent = local.instant();
    try {
      Object result = method.invoke(client, arguments);
      if (result instanceof SdkResponse response) {
        note(sent, response);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void note(Instant sent, SdkResponse response) {
    Instant received = local.instant();
    SdkHttpResponse http = response.sdkHttpResponse();
    Instant stamped =
        http == null ? null : http.firstMatchingHeader("Date").map(dates::parse).orElse(null);
    if (stamped != null && !received.isBefore(sent)) {
      receiver.accept(OffsetBounds.of(sent, received, stamped));
    }
  }
}
