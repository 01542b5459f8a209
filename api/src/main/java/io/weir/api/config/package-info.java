/**
 * What the components of a configuration record may be and carry. A kind's own keys are a record:
 * {@link io.weir.api.ExtensionFactory#configType} names it, weir binds the section to it, and
 * {@code create} gets it. It is bound by {@code weir check} as well, so its compact constructor
 * only looks at values and touches no file and no network.
 *
 * {@snippet file="io/weir/api/snippets/PortsConfig.java" region="config"}
 *
 * <h2>Keys</h2>
 *
 * <p>The component {@code consulHost} is the key {@code consul_host}; {@link
 * io.weir.api.config.Name} says otherwise. {@link io.weir.api.config.Doc} says what it means, for
 * the reference, the schema and {@code weir plugins}; {@link io.weir.api.config.Default} what it is
 * when it is left out. Without a default it is required, unless it is an {@code Optional}, a list
 * or a map (empty), or a record all of whose components may be left out. An empty text at a key
 * that may be left out counts as left out. No component is ever null.
 *
 * <h2>Types</h2>
 *
 * <table>
 * <caption>What a component may be</caption>
 * <thead><tr><th scope="col">type</th><th scope="col">in a file</th></tr></thead>
 * <tbody>
 * <tr>
 * <td>{@code int}, {@code long}</td>
 * <td>a whole number in the type's range</td>
 * </tr>
 * <tr>
 * <td>{@code double}</td>
 * <td>a number</td>
 * </tr>
 * <tr>
 * <td>{@code boolean}</td>
 * <td>{@code true} or {@code false}</td>
 * </tr>
 * <tr>
 * <td>{@code String}</td>
 * <td>any text</td>
 * </tr>
 * <tr>
 * <td>{@link java.nio.file.Path}, {@link java.net.URI}, {@link java.util.regex.Pattern}</td>
 * <td>a text that is one; a path is not empty</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.Duration}</td>
 * <td>Go's spelling, {@code 1m30s}, or the number 0; never negative</td>
 * </tr>
 * <tr>
 * <td>an enum</td>
 * <td>its constant's name in lower case</td>
 * </tr>
 * <tr>
 * <td>{@link io.weir.api.config.Secret}, {@link io.weir.api.config.HostPort},
 * {@link io.weir.api.config.HttpUrl}, {@link io.weir.api.config.EscapedText},
 * {@link io.weir.api.config.CommandLine}</td>
 * <td>a text; see there</td>
 * </tr>
 * <tr>
 * <td>any type with {@code public static T parse(String)}, and perhaps
 * {@code parse(List<String>)}</td>
 * <td>a text, or a list of texts. The method throws an {@code IllegalArgumentException} whose
 * message is what was expected; {@code toString} gives what it reads and {@code equals} tells
 * whether two are the same, because weir writes configurations, too</td>
 * </tr>
 * <tr>
 * <td>a record</td>
 * <td>a section of its own; it cannot contain itself</td>
 * </tr>
 * <tr>
 * <td>{@code List<T>}</td>
 * <td>a list; unmodifiable</td>
 * </tr>
 * <tr>
 * <td>{@code Map<String, T>}</td>
 * <td>a section whose keys are names of the operator's choice; unmodifiable, in the order of the
 * file</td>
 * </tr>
 * <tr>
 * <td>{@code Optional<T>}</td>
 * <td>a key that may be left out without a default</td>
 * </tr>
 * </tbody>
 * </table>
 *
 * <h2>What is wrong</h2>
 *
 * <p>A value of another type never reaches the record. What only the record can know its compact
 * constructor says by an {@link io.weir.api.config.InvalidConfigException}, what only the plugin
 * can know {@code create} says by the same; weir adds file, line and value. Any other exception of
 * the constructor is shown with the section alone. Values of a {@link io.weir.api.config.Secret},
 * and of all sections that hold one, are not shown.
 */
@NullMarked
package io.weir.api.config;

import org.jspecify.annotations.NullMarked;
