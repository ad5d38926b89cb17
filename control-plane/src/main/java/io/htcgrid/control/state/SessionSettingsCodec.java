package io.htcgrid.control.state;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.SessionSettings;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The part of a session's item that a client decides at submit. Durations are ISO 8601 text. */
final class SessionSettingsCodec {
  private static final String FUNCTION = "function";

  /** List of text. */
  private static final String ARGUMENTS = "arguments";

  /** Map of text. */
  private static final String ENVIRONMENT = "environment";

  private static final String PRIORITY = "priority";
  private static final String FAIR_SHARE_KEY = "fair_share_key";
  private static final String TIMEOUT = "timeout";
  private static final String TASK_TIMEOUT = "task_timeout";

  /** List of maps, one a rule. */
  private static final String RETRY = "retry";

  private static final String RULE_ERRORS = "errors";
  private static final String RULE_INTERVAL = "interval";

  /** Text, as DynamoDB's numbers are not doubles. */
  private static final String RULE_BACKOFF_RATE = "backoff_rate";

  private static final String RULE_MAX_TRIES = "max_tries";
  private static final String RULE_MAX_DELAY = "max_delay";
  private static final String FAIL_FAST = "fail_fast";

  /** Map of text. */
  private static final String TAGS = "tags";

  private static final String PARENT = "parent";

  private SessionSettingsCodec() {}

  static ItemBuilder encode(ItemBuilder item, SessionSettings settings) {
    return item.text(FUNCTION, settings.function())
        .put(ARGUMENTS, Attributes.texts(settings.launch().arguments()))
        .put(ENVIRONMENT, Attributes.textsByName(settings.launch().environment()))
        .put(PRIORITY, Attributes.number(settings.priority()))
        .text(FAIR_SHARE_KEY, settings.fairShareKey())
        .text(TIMEOUT, settings.timeout())
        .text(TASK_TIMEOUT, settings.taskTimeout())
        .put(
            RETRY,
            AttributeValue.fromL(
                settings.retry().rules().stream().map(SessionSettingsCodec::encode).toList()))
        .put(FAIL_FAST, Attributes.flag(settings.failFast()))
        .put(TAGS, Attributes.textsByName(settings.tags()))
        .text(PARENT, settings.parent());
  }

  static SessionSettings decode(Item item) {
    return new SessionSettings(
        item.text(FUNCTION),
        new LaunchData(item.texts(ARGUMENTS), item.textsByName(ENVIRONMENT)),
        item.count(PRIORITY, 0),
        item.optionalText(FAIR_SHARE_KEY),
        item.duration(TIMEOUT),
        item.optionalDuration(TASK_TIMEOUT),
        new RetryPolicy(item.items(RETRY).stream().map(SessionSettingsCodec::decodeRule).toList()),
        item.flag(FAIL_FAST),
        item.textsByName(TAGS),
        item.optionalText(PARENT));
  }

  private static AttributeValue encode(RetryRule rule) {
    return AttributeValue.fromM(
        ItemBuilder.nested()
            .put(RULE_ERRORS, Attributes.texts(rule.errors()))
            .text(RULE_INTERVAL, rule.interval())
            .text(RULE_BACKOFF_RATE, rule.backoffRate())
            .put(RULE_MAX_TRIES, Attributes.number(rule.maxTries()))
            .text(RULE_MAX_DELAY, rule.maxDelay())
            .build());
  }

  private static RetryRule decodeRule(Item rule) {
    return new RetryRule(
        rule.texts(RULE_ERRORS),
        rule.duration(RULE_INTERVAL),
        Double.parseDouble(rule.text(RULE_BACKOFF_RATE)),
        Math.toIntExact(rule.number(RULE_MAX_TRIES)),
        rule.duration(RULE_MAX_DELAY));
  }
}
