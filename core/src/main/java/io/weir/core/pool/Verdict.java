package io.weir.core.pool;

import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.Reason;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks of one member come to: whether it works, said once when that changes. */
final class Verdict {
  private static final Logger log = LoggerFactory.getLogger(Verdict.class);

  private final CheckContext context;
  private final PoolMember member;
  private final HealthTally tally;
  private String lastWarning = "";
  private boolean told;

  Verdict(CheckContext context, PoolMember member) {
    this.context = context;
    this.member = member;
    this.tally = new HealthTally(context.settings(), member.live());
  }

  boolean isOf(PoolMember other) {
    return member == other;
  }

  /** Whom to check now; may block. */
  HealthTarget target() throws UnknownHostException {
    return context.place().of(member);
  }

  /** Counts what a check came to. */
  void take(CallResult<HealthResult> result) {
    switch (result) {
      case CallResult.Overdue<HealthResult> overdue -> failed(overdue.reason());
      case CallResult.Threw<HealthResult> threw -> {
        if (threw.isFault()) {
          context.faults().found(threw.reason());
        }
        failed(threw.reason());
      }
      case CallResult.Answered<HealthResult>(HealthResult answer) -> {
        switch (answer.status()) {
          case HEALTHY -> count(true, answer.detail());
          case UNHEALTHY -> failed(answer.detail());
          case INCONCLUSIVE -> warn(Reason.of(answer.detail()));
        }
      }
    }
  }

  /** Counts a check that failed. */
  void failed(String reason) {
    context.listener().failed();
    count(false, reason);
  }

  private void count(boolean healthy, String reason) {
    boolean flipped = tally.count(healthy);
    // One that begins down is told of as well: it is known from now on why it is.
    boolean begunDown = !told && !healthy && !tally.live();
    if (flipped || begunDown) {
      told = true;
      context.listener().changed(member, healthy, reason.isEmpty() ? "" : Reason.of(reason));
    }
  }

  /** The state stays; said again only when the check says something else. */
  private void warn(String detail) {
    if (!detail.equals(lastWarning)) {
      lastWarning = detail;
      log.atWarn()
          .addKeyValue("server", context.server())
          .addKeyValue("backend", member)
          .addKeyValue("reason", detail)
          .log("check cannot tell whether backend works, its state stays");
    }
  }
}
