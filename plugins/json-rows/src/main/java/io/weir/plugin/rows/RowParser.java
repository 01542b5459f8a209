package io.weir.plugin.rows;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Limits the size of one element of the array: elements are read one by one so that the document
 * need not fit into memory, but a single one could be as large as the document.
 */
final class RowParser extends JsonParserDelegate {
  static final int MOST_TOKENS = 100_000;

  private int tokens;

  RowParser(JsonParser parser) {
    super(parser);
  }

  /** Goes on to the next element. Returns false at the end of the array. */
  boolean nextRow() {
    tokens = 0;
    JsonToken token = nextToken();
    if (token == null) {
      throw new StreamConstraintsException("the array has no end");
    }
    return token != JsonToken.END_ARRAY;
  }

  @Override
  public @Nullable JsonToken nextToken() {
    count();
    return super.nextToken();
  }

  @Override
  public @Nullable String nextName() {
    count();
    return super.nextName();
  }

  private void count() {
    if (++tokens > MOST_TOKENS) {
      throw new StreamConstraintsException(
          "an element has more than " + MOST_TOKENS + " values and names");
    }
  }
}
