package io.weir.core.pool;

import io.weir.api.health.HealthCheck;
import io.weir.core.config.HealthCheckSettings;
import java.util.function.Consumer;

/**
 * What the checks of one server have in common.
 *
 * @param server its name, for the log
 * @param check how to find out
 * @param settings when, and what follows from the results
 * @param place where backends are checked
 * @param scheduler the time
 * @param workers where checks run
 * @param queue bounds how many run at the same time
 * @param listener learns which members work
 * @param faults learns what the check itself does wrong
 * @param lock guards the state of all checks of the server, and the queue
 * @param idle learns that a member that is not followed has no check running any more
 */
record CheckContext(
    String server,
    HealthCheck check,
    HealthCheckSettings settings,
    CheckPlace place,
    Scheduler scheduler,
    Scheduler.Workers workers,
    CheckQueue queue,
    HealthListener listener,
    CheckFaults faults,
    Object lock,
    Consumer<MemberHealth> idle) {}
