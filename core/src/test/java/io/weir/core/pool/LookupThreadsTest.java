package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupThreadsTest {
  private final LookupThreads threads = new LookupThreads();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void end() {
    answer.countDown();
    threads.close();
  }

  @Test
  void namesThatAreForgottenWhileNoServerAnswersDoNotPileUp() throws Exception {
    for (int round = 0; round < 50; round++) {
      NameResolver names = new NameResolver(this::name);
      names.follow(List.of(Members.live("a" + round + ":80"), Members.live("b" + round + ":80")));
      names.close();
    }
    NameResolver names = new NameResolver(this::name);
    names.follow(List.of(Members.live("last:80")));
    await().until(() -> asked.get() > 0);

    assertThat(threads.waiting()).isLessThanOrEqualTo(1);

    answer.countDown();
    await().atMost(10, SECONDS).until(() -> threads.waiting() == 0);
  }

  private HostName name(String host) {
    return new HostName(
        "web",
        host,
        _ -> {
          asked.incrementAndGet();
          awaitAnswer();
          return List.of(InetAddress.getLoopbackAddress());
        },
        threads,
        scheduler,
        (_, _) -> {});
  }

  private void awaitAnswer() {
    boolean waiting = true;
    while (waiting) {
      try {
        answer.await();
        waiting = false;
      } catch (InterruptedException _) {
        // Neither does the system's resolver stop.
        waiting = true;
      }
    }
  }
}
