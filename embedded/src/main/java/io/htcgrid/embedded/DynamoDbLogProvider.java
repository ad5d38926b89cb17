package io.htcgrid.embedded;

import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.apache.logging.log4j.spi.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.apache.logging.log4j.spi.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Binds Log4j's API, which only DynamoDB Local uses, to {@link DynamoDbLog}. Found by {@link
 * java.util.ServiceLoader}; any other binding on the class path wins over it.
 */
public final class DynamoDbLogProvider extends Provider {
  private static final int LOWEST_PRIORITY = 1;

  /** For the service loader. */
  public DynamoDbLogProvider() {
    super(LOWEST_PRIORITY, "2.6.0", Factory.class);
  }

  /** Gives every class loader the same loggers. */
  public static final class Factory implements LoggerContextFactory {
    private final LoggerContext context = new Context();

    /** For Log4j. */
    public Factory() {}

    @Override
    public LoggerContext getContext(
        String caller,
        @Nullable ClassLoader loader,
        @Nullable Object externalContext,
        boolean currentContext) {
      return context;
    }

    @Override
    public LoggerContext getContext(
        String caller,
        @Nullable ClassLoader loader,
        @Nullable Object externalContext,
        boolean currentContext,
        @Nullable URI configuration,
        @Nullable String name) {
      return context;
    }

    @Override
    public void removeContext(LoggerContext removed) {}
  }

  private static final class Context implements LoggerContext {
    private final ConcurrentMap<String, ExtendedLogger> loggers = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object getExternalContext() {
      return null;
    }

    @Override
    public ExtendedLogger getLogger(String name) {
      return getLogger(name, null);
    }

    @Override
    public ExtendedLogger getLogger(String name, @Nullable MessageFactory messages) {
      return loggers.computeIfAbsent(name, each -> new DynamoDbLog(each, messages));
    }

    @Override
    public boolean hasLogger(String name) {
      return loggers.containsKey(name);
    }

    @Override
    public boolean hasLogger(String name, @Nullable MessageFactory messages) {
      return hasLogger(name);
    }

    @Override
    public boolean hasLogger(String name, Class<? extends MessageFactory> messages) {
      return hasLogger(name);
    }
  }
}
