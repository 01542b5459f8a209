package io.weir.plugin.rows;

import io.weir.api.PluginContext;
import io.weir.api.discovery.PassedOver;
import io.weir.api.discovery.PassedOverLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Arrays of rows, as one source gives them again and again. They are read one row at a time, so
 * that only what comes out of the rows takes memory. A row that is not as it should be is passed
 * over with a warning; the next warning comes when others are wrong, not at every poll.
 *
 * @param <T> what comes out of a row
 */
public final class JsonRows<T> {
  /** How much comes out of an array at most. */
  public static final int MOST_ROWS = 100_000;

  private final JsonMapper mapper;
  private final PassedOverLog log;
  private final RowReader<T> reader;
  private final String what;

  /**
   * For one source.
   *
   * @param reader says what a row means
   * @param what what comes out of the rows, in the plural, for messages
   * @param longest how many bytes a document may have
   * @param context of the product that reads
   */
  public JsonRows(RowReader<T> reader, String what, long longest, PluginContext context) {
    this.reader = reader;
    this.what = what;
    this.log =
        new PassedOverLog("elements", "elements that describe no backend are passed over", context);
    mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxDocumentLength(longest).build())
                    .build())
            // Behind an element comes the next one.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Reads a document that is an array.
   *
   * @throws IOException if it is none, or too long to be meant
   */
  public List<T> read(InputStream json) throws IOException {
    return read(json, parser -> rows(parser));
  }

  /**
   * Reads the array that a member of an object is.
   *
   * @throws IOException if there is none, or it is too long to be meant
   */
  public List<T> readMember(InputStream json, String name) throws IOException {
    return read(json, parser -> rowsOfMember(parser, name));
  }

  private interface Document<T> {
    List<T> read(RowParser parser) throws IOException;
  }

  private List<T> read(InputStream json, Document<T> document) throws IOException {
    try (var parser = new RowParser(mapper.createParser(json))) {
      List<T> found = document.read(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something behind the end of the JSON");
      }
      return found;
    } catch (JacksonException e) {
      throw new IOException(reason(e), e);
    }
  }

  private List<T> rowsOfMember(RowParser parser, String name) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not a JSON object");
    }
    Optional<List<T>> found = Optional.empty();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (parser.currentName().equals(name)) {
        found = Optional.of(rows(parser));
      } else {
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return found.orElseThrow(() -> new IOException("no \"" + name + "\" in the JSON object"));
  }

  private List<T> rows(RowParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new IOException("not a JSON array");
    }
    List<T> found = new ArrayList<>();
    PassedOver wrong = PassedOver.NONE;
    for (int place = 0; parser.nextRow(); place++) {
      JsonNode element = mapper.readTree(parser);
      try {
        reader.read(element).ifPresent(found::add);
      } catch (IllegalArgumentException e) {
        int where = place;
        wrong =
            wrong.and(
                reader.identity(element),
                () -> "[" + where + "] (expected: " + e.getMessage() + ")");
      }
      if (found.size() > MOST_ROWS) {
        throw new IOException("the array has more than " + MOST_ROWS + " " + what);
      }
    }
    log.report(wrong);
    return found;
  }

  private static String reason(JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    String where =
        place == null || place.getLineNr() < 1
            ? ""
            : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return "not such JSON as is expected: "
        + e.getOriginalMessage().lines().findFirst().orElse("")
        + where;
  }
}
