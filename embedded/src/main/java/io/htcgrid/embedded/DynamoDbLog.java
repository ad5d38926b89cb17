package io.htcgrid.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What DynamoDB Local writes to Log4j, of which SLF4J gets the errors. The rest is a stack trace
 * per refused conditional write: an everyday answer to its caller.
 */
final class DynamoDbLog extends SimpleLogger {
  private static final long serialVersionUID = 1L;

  private final transient Logger target;

  DynamoDbLog(String name, @Nullable MessageFactory messages) {
    super(
        name,
        Level.ERROR,
        false,
        false,
        false,
        false,
        "",
        messages == null ? ParameterizedMessageFactory.INSTANCE : messages,
        new PropertiesUtil(new java.util.Properties()),
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    this.target = LoggerFactory.getLogger(name);
  }

  @Override
  public void logMessage(
      String caller,
      Level level,
      @Nullable Marker marker,
      Message message,
      @Nullable Throwable thrown) {
    target.error(message.getFormattedMessage(), thrown);
  }
}
