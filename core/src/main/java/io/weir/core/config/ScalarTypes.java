package io.weir.core.config;

import io.weir.api.config.Doc;
import io.weir.api.config.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which Java types are single values: those named here, enums, and every type with a public static
 * method {@code parse(String)} or {@code parse(List)}.
 */
final class ScalarTypes {

  private ScalarTypes() {}

  /** How values of a Java type are read, or null if it is not one of single values. */
  static @Nullable Scalar find(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return new Scalar.Whole(true);
    }
    if (type == long.class || type == Long.class) {
      return new Scalar.Whole(false);
    }
    if (type == double.class || type == Double.class) {
      return new Scalar.Decimal();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Scalar.Flag();
    }
    if (type == Duration.class) {
      return new Scalar.Span();
    }
    if (type == String.class) {
      return text("text", text -> text);
    }
    if (type == Path.class) {
      return text("path", ScalarTypes::path);
    }
    if (type == URI.class) {
      return text("address (URI)", ScalarTypes::uri);
    }
    if (type == Pattern.class) {
      return text("regular expression", ScalarTypes::pattern);
    }
    Scalar parsed = parsed(type);
    return parsed == null && type.isEnum() ? new Scalar.Choice(Choices.of(type)) : parsed;
  }

  private static Scalar text(String description, Scalar.TextParser<String> parser) {
    return new Scalar.Text(description, false, parser, null);
  }

  private static @Nullable Scalar parsed(Class<?> type) {
    Method one = parse(type, String.class);
    if (one == null) {
      return null;
    }
    Method several = parse(type, List.class);
    Doc doc = type.getAnnotation(Doc.class);
    return new Scalar.Text(
        doc == null ? "text" : doc.value(),
        type == Secret.class,
        text -> call(one, text),
        several == null ? null : texts -> call(several, texts));
  }

  private static @Nullable Method parse(Class<?> type, Class<?> parameter) {
    try {
      Method method = type.getMethod("parse", parameter);
      boolean fits =
          Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType());
      if (fits) {
        method.setAccessible(true);
      }
      return fits ? method : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Object call(Method parse, Object argument) {
    try {
      return parse.invoke(null, argument);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException expected) {
        throw expected;
      }
      // A plugin's parser that breaks in another way has still refused the value.
      throw new IllegalArgumentException(
          "a value that " + parse.getDeclaringClass().getSimpleName() + " can read", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(parse + " was made accessible", e);
    }
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path", e);
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("an address (URI)", e);
    }
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "a regular expression; " + e.getDescription() + " at position " + e.getIndex(), e);
    }
  }
}
