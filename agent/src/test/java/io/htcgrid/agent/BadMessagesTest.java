package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.queue.Received;
import io.htcgrid.data.SessionId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** What is no task, or belongs to none, neither harms an agent nor keeps it from its work. */
@ExtendWith(AwsServices.class)
class BadMessagesTest {
  private static final int COPIES = 1000;
  private static final String PAYLOAD = "\"payload\":\"in/x:0:0:00000000\"";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = logger();
  private TestGrid grid;

  /** SLF4J gives out others while another class has it begin. */
  private static Logger logger() {
    while (true) {
      if (LoggerFactory.getLogger(Claims.class) instanceof Logger logger) {
        return logger;
      }
      Thread.onSpinWait();
    }
  }

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    grid.close();
  }

  /** By body, a part of the reason that is to be given. */
  private static Map<String, String> bad(SessionId open) {
    String foreign = "01JD3V5R4F8Y0XWZ9N6K2T7M1Q";
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("this is no task", "no JSON");
    bad.put("[]", "no JSON object");
    bad.put("{}", "v is missing");
    bad.put("[".repeat(5000), "no JSON");
    bad.put(message("2", foreign, "0", "1"), "version 2");
    bad.put(message("1", "not-a-session", "0", "1"), "not-a-session");
    bad.put(message("1", foreign, "0", "1"), "no session " + foreign);
    bad.put(message("1", open.value(), "7", "8"), "does not exist");
    bad.put(message("1", open.value(), "0", "90"), "claims a page of 90");
    bad.put(message("1", open.value(), "-1", "1"), "-1");
    bad.put(message("1", open.value(), "0", "101"), "101");
    bad.put(message("1", open.value(), "2147483647", "48"), "2147483647");
    bad.put(message("1", open.value(), "2147483648", "1"), "index is not an integer");
    bad.put(message("1", open.value(), "0", "1e999999999"), "tasksInPage is not an integer");
    bad.put(message("1", open.value(), "9".repeat(5000), "1"), "no JSON");
    return bad;
  }

  private static String message(String version, String session, String index, String inPage) {
    return "{\"v\":"
        + version
        + ",\"session\":\""
        + session
        + "\",\"index\":"
        + index
        + ",\"tasksInPage\":"
        + inPage
        + ","
        + PAYLOAD
        + "}";
  }

  @Test
  void badMessagesEndOnTheDeadLetterQueueEachWithItsReasonToldAndCountedOnce() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "waits",
        call -> {
          release.await();
          return FunctionServer.Reply.result("done");
        });
    // Before there is an agent: while a session is SUBMITTING, nobody knows how many tasks it has.
    TestSubmission open = grid.submit(1).function("waits").go();
    Agent agent = grid.agent(settings -> settings.slots(4));
    Map<String, String> bad = bad(open.id);

    bad.keySet().forEach(body -> grid.sendRaw(1, body));

    Map<String, String> reasons = deadLetters(bad.size());
    bad.forEach(
        (body, part) -> assertThat(reasons.get(body)).as("reason of %.80s", body).contains(part));
    Await.until("all are counted", () -> fate(agent, "dead_lettered") == bad.size());
    assertThat(logged(agent)).hasSize(bad.size());
    assertThat(agent.health().ready()).as("%s", agent.health()).isTrue();
    assertThat(grid.awaitEnd(grid.submit(20).go().id).counts())
        .isEqualTo(new OutcomeCounts(20, 0, 0));
    release.countDown();
    assertThat(grid.awaitEnd(open.id).counts()).isEqualTo(new OutcomeCounts(1, 0, 0));
    grid.awaitEmptyQueues();
    assertThat(grid.deadLetters()).isZero();
    assertThat(logged(agent)).hasSize(bad.size());
  }

  /** What this agent logged; those of other tests log too. */
  private List<ILoggingEvent> logged(Agent agent) {
    synchronized (log) {
      return log.list.stream().filter(event -> event.getThreadName().contains(agent.id())).toList();
    }
  }

  /** Receives and deletes so many: their reasons by their bodies. */
  private Map<String, String> deadLetters(int count) {
    String url = grid.queueUrl(grid.clients().config().deadLetterQueueName());
    Map<String, String> reasons = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Message dead = grid.awaitDeadLetter();
      grid.clients().sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(dead.receiptHandle()));
      assertThat(dead.messageAttributes()).hasSize(1);
      reasons.put(dead.body(), dead.messageAttributes().values().iterator().next().stringValue());
    }
    return reasons;
  }

  private int fate(Agent agent, String fate) {
    String start = "htcgrid_agent_messages_total";
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith(start) && line.contains("fate=\"" + fate + "\""))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void fieldsOfALaterReleaseAndAnAbsurdTimeoutKeepNoTaskFromRunning() {
    TestSubmission submission = grid.submit(1).go();
    List<Received> received =
        grid.services().queues().receive(1, 10, Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(received).hasSize(1);
    grid.services().queues().delete(1, List.of(received.get(0).receipt()));
    String payload = submission.messages().get(0).payload().toString();
    String body =
        message("1", submission.id.value(), "0", "1")
            .replace(PAYLOAD, "\"payload\":\"" + payload + "\"");

    grid.sendRaw(
        1,
        body.replace(
            "{\"v\"",
            "{\"later\":{\"is\":[1,2]},\"overrides\":{\"timeout\":\"PT999999999H\",\"x\":1},\"v\""));
    grid.agent();

    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(1, 0, 0));
    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void aThousandDuplicatesOfAFinishedAndOfARunningTaskRunNothingAndLeaveNothing() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "second-waits",
        call -> {
          if (call.text().endsWith("1")) {
            release.await();
          }
          return FunctionServer.Reply.result("done");
        });
    Agent agent = grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE));
    TestSubmission submission = grid.submit(2).function("second-waits").go();
    Await.until("the first has ended", () -> grid.progress(submission.id, 0).contains(0));
    Await.until("the second runs", () -> grid.functions.calls().size() == 2);

    submission.send(Collections.nCopies(COPIES, submission.messages().get(0)));
    submission.send(Collections.nCopies(COPIES / 10, submission.messages().get(1)));

    Await.until("duplicates are committed again", () -> fate(agent, "repeated") == COPIES);
    Await.until("the others are left", () -> fate(agent, "not_yet") >= COPIES / 10);
    release.countDown();
    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(2, 0, 0));
    grid.awaitEmptyQueues();
    assertThat(grid.functions.calls()).hasSize(2);
    assertThat(grid.deadLetters()).isZero();
    assertThat(logged(agent)).isEmpty();
  }
}
