/**
 * What a plugin author compiles against: the door ({@link io.weir.api.WeirPlugin}) and what every
 * kind of extension shares. What follows holds for all kinds; each has a package with what is
 * special to it: {@link io.weir.api.discovery}, {@link io.weir.api.health}, {@link
 * io.weir.api.balance} and, for issuers, responders and stores, {@link io.weir.api.certificate}.
 *
 * <h2>Who makes what</h2>
 *
 * <p>One {@link io.weir.api.WeirPlugin} per process gives one {@link io.weir.api.ExtensionFactory}
 * per kind. A factory makes one product per owner that selects the kind: a discovery, a health
 * check and a balancer for each server, one issuer, one responder and one store for the process.
 * Each product gets a {@link io.weir.api.PluginContext} of its own.
 *
 * <h2>Threads, time and interrupts</h2>
 *
 * <p>Beside the data path a plugin is called on platform threads that serve nobody else meanwhile,
 * so it may block, up to a deadline that its method names. At the deadline the thread is
 * interrupted, which means stop, and the call counts as failed: what it still returns is not used.
 * What does not stop keeps its thread, and weir makes no further call of that sort beside it. An
 * interrupt ends what waits in a {@code SocketChannel}, an {@code HttpClient} or for a process, and
 * does not end what reads from a plain {@code Socket}. Only {@link
 * io.weir.api.balance.Selector#select} and {@link io.weir.api.balance.Balancer#outcome} run on
 * event loops and must never block.
 *
 * <h2>Exceptions</h2>
 *
 * <p>Whatever a plugin throws, errors of the virtual machine among it, ends the call and nothing
 * else. {@link io.weir.api.config.InvalidConfigException} from {@link
 * io.weir.api.ExtensionFactory#create} is shown with file and line of the key. {@link
 * io.weir.api.certificate.IssuanceException} says when an order may be tried again. {@link
 * InterruptedException} means that the plugin has stopped as it was told to. Everything else is one
 * line for the operator, cut after 300 characters: the message, after the name of the class where
 * the message may say too little alone: of unchecked exceptions, errors, and those of files and
 * unknown hosts. So a checked exception with a sentence that says what is wrong, where, and what
 * was expected is best; it never holds a secret. The stack trace is in the log {@code plugin.<id>}
 * at debug.
 *
 * <h2>Closing</h2>
 *
 * <p>weir closes each product once, on a thread of its own, and waits for 5 s at most; then the
 * thread is interrupted and the product forgotten. Calls that were under way are interrupted before
 * and given a moment to return; none begins afterwards. What {@code close} throws is logged and has
 * no other consequence. Threads that a product has started itself are its own to end. The plugin's
 * classes stay loaded until weir ends.
 *
 * <h2>Null, zero and empty</h2>
 *
 * <p>No parameter and no result is ever null unless it is marked {@link
 * org.jspecify.annotations.Nullable}; a null from a plugin counts as an exception. An empty list or
 * text and an empty {@link java.util.Optional} mean none. A {@link java.time.Duration} of zero
 * means no limit where it limits something.
 */
@NullMarked
package io.weir.api;

import org.jspecify.annotations.NullMarked;
