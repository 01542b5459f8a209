package io.weir.plugin.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.api.text.Excerpt;
import io.weir.plugin.kubernetes.SliceObject.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of the API server, as far as it is about slices. Safe for use by several threads. */
final class SliceJson {
  private static final long LONGEST = 64L << 20;
  private static final long MOST_TOKENS = 4_000_000;
  private static final int GONE = 410;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LONGEST)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .addHandler(new WrongIsMissing())
          .build();
  private final SliceReader reader;

  SliceJson(SliceReader reader) {
    this.reader = reader;
  }

  private record Page(
      @Nullable PageMetadata metadata, @Nullable List<@Nullable SliceObject> items) {}

  private record PageMetadata(
      @Nullable String resourceVersion, @JsonProperty("continue") @Nullable String more) {}

  private record EventType(@Nullable String type) {}

  private record SliceEvent(@Nullable SliceObject object) {}

  private record StatusEvent(@Nullable Status object) {}

  private record Status(@Nullable Integer code, @Nullable String message) {}

  /** A value of the wrong type must not make a whole list useless. */
  private static final class WrongIsMissing extends DeserializationProblemHandler {
    @Override
    public @Nullable Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken token,
        JsonParser parser,
        String message) {
      parser.skipChildren();
      return null;
    }

    @Override
    public @Nullable Object handleMissingInstantiator(
        DeserializationContext context,
        Class<?> target,
        ValueInstantiator instantiator,
        JsonParser parser,
        String message) {
      parser.skipChildren();
      return null;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
        DeserializationContext context, Class<?> target, String value, String message) {
      return null;
    }
  }

  /**
   * Reads a page of a list.
   *
   * @param service takes the slices and the version of the list
   * @return what to ask for the next page with; empty if this is the last one
   * @throws IOException if it is none, or too long to be meant
   */
  String page(InputStream json, ServiceEndpoints service) throws IOException {
    Page page = read(json);
    if (page.items() == null
        || page.metadata() == null
        || page.metadata().resourceVersion() == null) {
      throw new IOException("what the API server answers is no list of EndpointSlices");
    }
    for (SliceObject item : page.items()) {
      if (item != null) {
        String name = name(item.metadata());
        service.put(name, reader.slice(name, item));
      }
    }
    service.reach(page.metadata().resourceVersion());
    return Objects.requireNonNullElse(page.metadata().more(), "");
  }

  private Page read(InputStream json) throws IOException {
    try {
      Page page = mapper.readValue(json, Page.class);
      return page == null ? new Page(null, null) : page;
    } catch (JacksonException e) {
      throw wrong(e);
    }
  }

  /** Reads a line of a watch. */
  WatchEvent event(byte[] line) {
    try {
      EventType event = mapper.readValue(line, EventType.class);
      String type = event == null ? null : event.type();
      return switch (type) {
        case "ADDED", "MODIFIED", "DELETED", "BOOKMARK" ->
            event(type, mapper.readValue(line, SliceEvent.class).object());
        case "ERROR" -> error(mapper.readValue(line, StatusEvent.class).object());
        case null -> failed("what is no event");
        default -> failed("an event of a type that is not known: " + Excerpt.of(type));
      };
    } catch (JacksonException e) {
      return new WatchEvent.Failed(wrong(e));
    }
  }

  private WatchEvent event(String type, @Nullable SliceObject object) {
    Metadata metadata = object == null ? null : object.metadata();
    if (object == null || metadata == null || metadata.resourceVersion() == null) {
      return failed("an event about nothing");
    }
    String name = name(metadata);
    String version = metadata.resourceVersion();
    return switch (type) {
      case "BOOKMARK" -> new WatchEvent.Bookmark(version);
      case "DELETED" -> new WatchEvent.Deleted(name, version);
      default -> new WatchEvent.Changed(name, version, reader.slice(name, object));
    };
  }

  private static WatchEvent error(@Nullable Status status) {
    if (status != null && status.code() != null && status.code() == GONE) {
      return new WatchEvent.Expired();
    }
    String message = status == null ? null : status.message();
    return failed("an error: " + Excerpt.of(Objects.requireNonNullElse(message, "")));
  }

  private static WatchEvent failed(String what) {
    return new WatchEvent.Failed(new IOException("the API server's watch sends " + what));
  }

  /** What a refusal says in its body, as it is; empty if that says nothing. */
  String reason(byte[] body) {
    try {
      Status status = mapper.readValue(body, Status.class);
      return status == null ? "" : Objects.requireNonNullElse(status.message(), "");
    } catch (JacksonException e) {
      // A proxy before the API server answers what it likes; its status says enough.
      return "";
    }
  }

  private static String name(@Nullable Metadata metadata) {
    return metadata == null || metadata.name() == null ? "" : metadata.name();
  }

  private static IOException wrong(JacksonException e) {
    if (e instanceof JacksonIOException && e.getCause() instanceof IOException reason) {
      return reason;
    }
    TokenStreamLocation place = e.getLocation();
    String where =
        place == null || place.getLineNr() < 1
            ? ""
            : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return new IOException(
        "the API server sends not such JSON as is expected: "
            + Excerpt.of(e.getOriginalMessage().lines().findFirst().orElse(""))
            + where,
        e);
  }
}
