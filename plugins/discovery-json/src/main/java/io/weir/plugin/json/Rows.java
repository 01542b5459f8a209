package io.weir.plugin.json;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Arrays with a backend in each element, as one source gives them again and again. An element that
 * describes none is passed over with a warning; the next warning comes when others are wrong, not
 * at every poll.
 */
final class Rows {
  private static final long LONGEST = 64L << 20;
  private static final int MOST_BACKENDS = 100_000;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxDocumentLength(LONGEST).build())
                  .build())
          // Behind an element comes the next one.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final AtomicReference<WrongRows> last = new AtomicReference<>(WrongRows.NONE);
  private final Row row;
  private final PluginContext context;

  Rows(Row row, PluginContext context) {
    this.row = row;
    this.context = context;
  }

  /**
   * Reads an array.
   *
   * @throws IOException if it is none, or too long to be meant
   */
  List<Backend> read(InputStream json) throws IOException {
    List<Backend> backends = new ArrayList<>();
    WrongRows wrong = WrongRows.NONE;
    try (var parser = new RowParser(mapper.createParser(json))) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("not a JSON array");
      }
      for (int place = 0; parser.nextRow(); place++) {
        JsonNode element = mapper.readTree(parser);
        try {
          backends.add(row.backend(element));
        } catch (IllegalArgumentException e) {
          wrong = wrong.and(place, element, e.getMessage());
        }
        if (backends.size() > MOST_BACKENDS) {
          throw new IOException("the array has more than " + MOST_BACKENDS + " backends");
        }
      }
      if (parser.nextToken() != null) {
        throw new IOException("something behind the JSON array");
      }
    } catch (JacksonException e) {
      throw new IOException(reason(e), e);
    }
    report(wrong);
    return backends;
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

  private void report(WrongRows wrong) {
    WrongRows before = last.getAndSet(wrong);
    if (wrong.count() > 0 && !wrong.areThoseOf(before)) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue("elements", wrong.count())
          .addKeyValue("reason", wrong.reason())
          .log("elements that describe no backend are passed over");
    }
  }
}
