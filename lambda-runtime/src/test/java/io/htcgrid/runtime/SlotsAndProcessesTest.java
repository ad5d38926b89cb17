package io.htcgrid.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.runtime.handlers.Trouble;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** How many run at once, who waits, who is turned away, and which processes stay warm. */
@Isolated("looks at all processes of this JVM")
class SlotsAndProcessesTest {

  private final ThreadFactory callers = work -> new Thread(work, "caller");
  private final ExecutorService pool = Executors.newCachedThreadPool(callers);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private CompletableFuture<String> later(TestRuntime runtime, String function, String payload) {
    return CompletableFuture.supplyAsync(() -> runtime.result(function, payload), pool);
  }

  private static void awaitBusy(TestRuntime runtime, int count) throws Exception {
    Eventually.check(
        count + " slots are busy", () -> runtime.health().path("busy").asInt() == count);
  }

  private FunctionsFolder trouble() {
    return new FunctionsFolder(folder).java("trouble", Trouble.class);
  }

  @Test
  void asManyRunAtOnceAsThereAreSlotsAndTheRestIsTurnedAwayInTheEnd() throws Exception {
    try (var runtime =
        TestRuntime.start(
            trouble(), settings -> settings.slots(2).slotWait(Duration.ofMillis(200)))) {
      var first = later(runtime, "trouble", "sleep 60000");
      var second = later(runtime, "trouble", "sleep 60000");
      awaitBusy(runtime, 2);

      assertThatThrownBy(() -> runtime.invoke("trouble", "pid"))
          .isInstanceOf(TooManyRequestsException.class)
          .hasMessageContaining("All slots of the runtime are busy");
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
    }
  }

  @Test
  void whoWaitsForASlotGetsTheNextFreeOne() throws Exception {
    try (var runtime =
        TestRuntime.start(
            trouble(), settings -> settings.slots(1).slotWait(Duration.ofSeconds(60)))) {
      var pids = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < 10; i++) {
        pids.add(later(runtime, "trouble", "pid"));
      }
      var distinct = new HashSet<String>();
      for (var pid : pids) {
        distinct.add(pid.get());
      }
      assertThat(distinct).as("one slot, one process").hasSize(1);
    }
  }

  @Test
  void aClientThatLeavesStopsItsInvocationAndFreesTheSlot() throws Exception {
    Path child = folder.resolve(".child");
    var functions =
        new FunctionsFolder(folder)
            .java("trouble", Trouble.class)
            .script("forker", forkingScript(child));
    try (var runtime = TestRuntime.start(functions, settings -> settings.slots(1))) {
      try (var socket = send(runtime.runtime().endpoint(), "forker")) {
        awaitBusy(runtime, 1);
        Eventually.check("the child runs", () -> Files.exists(child) && Files.size(child) > 0);
        assertThat(socket.isConnected()).isTrue();
      }
      awaitBusy(runtime, 0);

      assertThat(Eventually.runs(Long.parseLong(Files.readString(child).strip()))).isFalse();
      assertThat(runtime.result("trouble", "calls")).isEqualTo("1");
    }
  }

  private static String forkingScript(Path child) {
    return "curl -s http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next\n"
        + "sleep 3600 & echo $! > "
        + child
        + "; wait";
  }

  private static Socket send(URI endpoint, String function) throws IOException {
    var socket = new Socket(endpoint.getHost(), endpoint.getPort());
    String request =
        "POST "
            + TestRuntime.path(function)
            + " HTTP/1.1\r\nHost: runtime\r\nContent-Length: 0\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  @Test
  void aClientThatLeavesTheQueueIsForgotten() throws Exception {
    try (var runtime =
        TestRuntime.start(
            trouble(), settings -> settings.slots(1).slotWait(Duration.ofMinutes(1)))) {
      var running = later(runtime, "trouble", "sleep 1000");
      awaitBusy(runtime, 1);
      send(runtime.runtime().endpoint(), "trouble").close();
      running.get();

      assertThat(runtime.result("trouble", "calls")).isEqualTo("2");
    }
  }

  @Test
  void theProcessThatWasIdleTheLongestMakesRoom() {
    var functions =
        new FunctionsFolder(folder)
            .java("a", Trouble.class)
            .java("b", Trouble.class)
            .java("c", Trouble.class);
    try (var runtime = TestRuntime.start(functions, settings -> settings.slots(1).processes(2))) {
      String a = runtime.result("a", "pid");
      String b = runtime.result("b", "pid");
      assertThat(runtime.result("a", "pid")).isEqualTo(a);
      runtime.result("c", "pid");

      assertThat(runtime.result("a", "pid")).as("used after b").isEqualTo(a);
      assertThat(runtime.result("b", "pid")).as("made room for c").isNotEqualTo(b);
    }
  }

  @Test
  void changedNewAndRemovedFunctionsAreNoticed() throws Exception {
    FunctionsFolder functions = trouble();
    try (var runtime = TestRuntime.start(functions, settings -> {})) {
      String old = runtime.result("trouble", "pid");
      functions.java(
          "trouble",
          Trouble.class.getName(),
          json -> json.putObject("environment").put("COLOUR", "green"));
      Eventually.check(
          "the new version runs",
          () -> runtime.result("trouble", "environment").contains("COLOUR=green"));
      Eventually.check("the old version is gone", () -> !Eventually.runs(Long.parseLong(old)));

      functions.java("newcomer", Trouble.class);
      String newcomer = runtime.result("newcomer", "pid");

      Files.delete(folder.resolve("newcomer").resolve("function.json"));
      Files.delete(folder.resolve("newcomer"));
      Eventually.check("it is not found", () -> isNotFound(runtime, "newcomer"));
      Eventually.check("its process is gone", () -> !Eventually.runs(Long.parseLong(newcomer)));

      functions.text("trouble", "{");
      Eventually.check("its errors are told", () -> fails(runtime, "trouble", "is not JSON"));
    }
  }

  private static boolean isNotFound(TestRuntime runtime, String function) {
    try {
      runtime.invoke(function, "pid");
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }

  private static boolean fails(TestRuntime runtime, String function, String message) {
    try {
      runtime.invoke(function, "pid");
      return false;
    } catch (LambdaException e) {
      return e.toString().contains(message);
    }
  }

  @Test
  void aProcessThatDiesWhileIdleIsReplacedUnseen() throws Exception {
    try (var runtime = TestRuntime.start(trouble(), settings -> settings.slots(1))) {
      for (int i = 0; i < 3; i++) {
        long pid = Long.parseLong(runtime.result("trouble", "pid"));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Eventually.check("it is gone", () -> runtime.health().path("processes").asInt() == 0);

        assertThat(runtime.result("trouble", "calls")).isEqualTo("1");
      }
    }
  }

  @Test
  void closingAnswersWhatRunsAndLeavesNoProcess() throws Exception {
    List<Long> pids = new ArrayList<>();
    Throwable failure;
    try (var runtime = TestRuntime.start(trouble(), settings -> settings.slots(2))) {
      var both =
          List.of(later(runtime, "trouble", "sleep 300"), later(runtime, "trouble", "sleep 300"));
      for (var one : both) {
        one.get();
      }
      pids.add(Long.parseLong(runtime.result("trouble", "pid")));
      var running = runtime.client();
      var interrupted =
          CompletableFuture.supplyAsync(
              () ->
                  running.invoke(
                      request ->
                          request
                              .functionName("trouble")
                              .payload(TestRuntime.bytes("fork-and-hang"))),
              pool);
      awaitBusy(runtime, 1);
      ProcessHandle.current().descendants().map(ProcessHandle::pid).forEach(pids::add);

      runtime.runtime().close();
      failure = interrupted.handle((response, thrown) -> thrown).get();
    }
    assertThat(failure)
        .hasRootCauseInstanceOf(LambdaException.class)
        .hasMessageContaining("The runtime is stopping");
    Eventually.check("nothing runs", () -> pids.stream().noneMatch(Eventually::runs));
    assertThat(pids).hasSizeGreaterThan(2);
  }
}
