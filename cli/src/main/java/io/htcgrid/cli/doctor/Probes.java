package io.htcgrid.cli.doctor;

import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The calls that tell whether a role may do what it does. */
final class Probes {
  private static final String NOBODY = "doctor";
  private static final String OBJECT = "00/doctor";
  private static final byte[] CONTENT =
      "written by 'htcgrid doctor'".getBytes(StandardCharsets.UTF_8);
  private static final Set<Role> LISTS = EnumSet.of(Role.SUBMITTER, Role.READER, Role.OPERATOR);

  private final GridClients clients;
  private final GridConfig config;
  private final StateTable table;
  private final Role role;

  Probes(GridClients clients, Role role) {
    this.clients = clients;
    this.config = clients.config();
    this.table = clients.services().table();
    this.role = role;
  }

  /** Updates are of what is not there, or take away what is not set: they change nothing. */
  List<Probe> table() {
    List<Probe> probes = new ArrayList<>();
    probes.add(onTable("dynamodb:GetItem", table::readSettings));
    if (LISTS.contains(role)) {
      probes.add(onTable("dynamodb:Query", () -> table.listOpen(0, null, 1)));
    }
    SessionId none = SessionId.random(clients.clock());
    Instant now = clients.clock().instant();
    switch (role) {
      case SUBMITTER ->
          probes.add(
              onTable(
                  "dynamodb:UpdateItem",
                  () -> table.renewSubmission(none, new SubmitLease(NOBODY, now, 0))));
      case AGENT ->
          probes.add(
              onTable(
                  "dynamodb:UpdateItem", () -> table.renew(new TaskId(none, 0), NOBODY, 1, now)));
      case OPERATOR ->
          probes.add(onTable("dynamodb:UpdateItem", () -> table.withdrawDrain(NOBODY)));
      case READER -> {}
    }
    return probes;
  }

  private Probe onTable(String action, Runnable call) {
    return new Probe(action, "table " + config.stateTableName(), call);
  }

  /** Of all its queues; a reader needs none. */
  List<Probe> queues() {
    if (role == Role.READER) {
      return List.of();
    }
    List<Probe> probes = new ArrayList<>();
    IntStream.range(0, config.priorityLevels())
        .mapToObj(config::taskQueueName)
        .forEach(name -> probes.add(onQueue("sqs:GetQueueUrl", name, () -> url(name))));
    if (role != Role.SUBMITTER) {
      String first = config.taskQueueName(0);
      probes.add(onQueue("sqs:GetQueueAttributes", first, () -> messages(first)));
      String letters = config.deadLetterQueueName();
      probes.add(onQueue("sqs:GetQueueUrl", letters, () -> url(letters)));
    }
    return probes;
  }

  private static Probe onQueue(String action, String queue, Runnable call) {
    return new Probe(action, "queue " + queue, call);
  }

  private String url(String queue) {
    return clients.sqs().getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }

  /** About how many messages a queue holds, those in flight among them. */
  int messages(String queue) {
    QueueAttributeName visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    QueueAttributeName taken = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
    return clients
        .sqs()
        .getQueueAttributes(request -> request.queueUrl(url(queue)).attributeNames(visible, taken))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  /** What is written expires as payloads and results do, and is written over by the next doctor. */
  List<Probe> bucket() {
    return switch (role) {
      case SUBMITTER -> List.of(put(ObjectKeys.PAYLOADS), get(ObjectKeys.RESULTS));
      case READER, OPERATOR -> List.of(get(ObjectKeys.RESULTS));
      case AGENT -> List.of(get(ObjectKeys.PAYLOADS), put(ObjectKeys.RESULTS));
    };
  }

  private Probe put(String prefix) {
    return onBucket(
        "s3:PutObject", prefix, () -> clients.services().blobs().put(prefix + OBJECT, CONTENT));
  }

  private Probe get(String prefix) {
    return onBucket("s3:GetObject", prefix, () -> read(prefix + OBJECT));
  }

  private void read(String key) {
    try {
      clients.s3().getObjectAsBytes(request -> request.bucket(config.bucket()).key(key));
    } catch (NoSuchKeyException e) {
      // So it may be read.
      return;
    }
  }

  private Probe onBucket(String action, String prefix, Runnable call) {
    return new Probe(action, "bucket " + config.bucket() + ", " + prefix, call);
  }
}
