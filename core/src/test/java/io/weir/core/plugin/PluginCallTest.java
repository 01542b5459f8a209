package io.weir.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginCallTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void anAnswerInTimeIsTheResult() throws Exception {
    PluginCall<String> call = PluginCall.start("call", () -> "answer", listener());

    assertThat(call.await(LONG)).isEqualTo(new CallResult.Answered<>("answer"));
    await().untilAsserted(() -> assertThat(heard).containsExactly("settled Answered", "ended"));
    assertThat(call.isRunning()).isFalse();
  }

  @Test
  void whatIsThrownIsTheResult() throws Exception {
    IllegalStateException thrown = new IllegalStateException("no");
    PluginCall<String> call =
        PluginCall.start(
            "call",
            () -> {
              throw thrown;
            },
            listener());

    assertThat(call.await(LONG)).isEqualTo(new CallResult.Threw<>(thrown));
  }

  @Test
  void nothingIsNoAnswer() throws Exception {
    PluginCall<String> call = PluginCall.start("call", () -> null, listener());

    assertThat(call.await(LONG))
        .isInstanceOfSatisfying(
            CallResult.Threw.class,
            threw -> assertThat(threw.reason()).isEqualTo("it returned nothing"));
  }

  @Test
  void atTheLimitItIsInterruptedAndItsAnswerComesLate() throws Exception {
    PluginCall<String> call =
        PluginCall.start(
            "call",
            () -> {
              try {
                goOn.await();
              } catch (InterruptedException _) {
                heard.add("interrupted");
              }
              return "answer";
            },
            listener());

    assertThat(call.await(SHORT)).isEqualTo(new CallResult.Overdue<>(SHORT));

    await().until(() -> heard.contains("ended"));
    assertThat(heard)
        .containsExactlyInAnyOrder("interrupted", "settled Overdue", "late answer", "ended");
  }

  @Test
  void oneThatIgnoresItsInterruptIsSeenToRunUntilItReturns() throws Exception {
    PluginCall<String> call =
        PluginCall.start(
            "call",
            () -> {
              boolean waiting = true;
              while (waiting) {
                try {
                  goOn.await();
                  waiting = false;
                } catch (InterruptedException _) {
                  heard.add("interrupted");
                }
              }
              return "answer";
            },
            listener());
    assertThat(call.await(SHORT)).isInstanceOf(CallResult.Overdue.class);
    await().until(() -> heard.contains("interrupted"));
    assertThat(call.isRunning()).isTrue();

    goOn.countDown();

    await().until(() -> heard.contains("ended"));
    assertThat(call.isRunning()).isFalse();
  }

  @Test
  void theInterruptDoesNotReachWhoTakesTheLateAnswer() throws Exception {
    PluginCall<String> call =
        PluginCall.start(
            "call",
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return "answer";
            },
            new PluginCall.Listener<>() {
              @Override
              public void late(String answer) {
                heard.add("late, interrupted: " + Thread.currentThread().isInterrupted());
              }
            });

    assertThat(call.await(SHORT)).isInstanceOf(CallResult.Overdue.class);

    await().untilAsserted(() -> assertThat(heard).containsExactly("late, interrupted: false"));
  }

  @Test
  void aCancelledCallIsInterruptedAndOnlyItsEndIsTold() {
    PluginCall<String> call =
        PluginCall.start(
            "call",
            () -> {
              goOn.await();
              return "answer";
            },
            listener());

    assertThat(call.cancel()).isTrue();
    assertThat(call.cancel()).isFalse();

    PluginCall.awaitEnds(List.of(call), LONG);
    await().untilAsserted(() -> assertThat(heard).containsExactly("ended"));
  }

  @Test
  void withoutThreadsItFailsOnceItsMakerHasTheCallInHand() {
    Queue<Runnable> later = new ArrayDeque<>();
    CallScheduler exhausted =
        new CallScheduler() {
          @Override
          public void call(String name, Runnable code) {
            throw new OutOfMemoryError("unable to create native thread");
          }

          @Override
          public Timer after(long nanos, Runnable task) {
            if (nanos == 0) {
              later.add(task);
            }
            return () -> heard.add("deadline stopped");
          }
        };

    PluginCall<String> call = PluginCall.start(exhausted, "call", LONG, () -> "answer", listener());
    assertThat(heard).isEmpty();
    later.remove().run();

    assertThat(heard).containsExactly("deadline stopped", "settled Threw", "ended");
    assertThat(call.isRunning()).isFalse();
  }

  @Test
  void whatHasToBeDoneIsDoneByOneWhoIsInterrupted() {
    Thread.currentThread().interrupt();

    CallResult<Boolean> result =
        PluginCall.awaitFirmly("call", LONG, () -> Thread.currentThread().isInterrupted());

    assertThat(Thread.interrupted()).as("the interrupt is not lost").isTrue();
    assertThat(result).isEqualTo(new CallResult.Answered<>(false));
    assertThat(PluginCall.awaitFirmly("call", SHORT, this::waitForever))
        .isEqualTo(new CallResult.Overdue<>(SHORT));
  }

  private String waitForever() throws InterruptedException {
    goOn.await();
    return "never";
  }

  private PluginCall.Listener<String> listener() {
    return new PluginCall.Listener<>() {
      @Override
      public void settled(CallResult<String> result) {
        heard.add("settled " + result.getClass().getSimpleName());
      }

      @Override
      public void late(String answer) {
        heard.add("late " + answer);
      }

      @Override
      public void ended() {
        heard.add("ended");
      }
    };
  }
}
