package io.weir.plugin.acme.directory;

import io.weir.plugin.acme.net.Deadline;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/**
 * How acme4j reaches the directory, for one task: with our client, within the task's deadline, and
 * remembering what acme4j forgets of an answer.
 */
final class DirectoryProvider extends AbstractAcmeProvider {
  private final HttpClient client;
  private final Deadline deadline;
  private final InstantSource clock;

  private int status;
  private @Nullable Instant retryAfter;

  DirectoryProvider(HttpClient client, Deadline deadline, InstantSource clock) {
    this.client = client;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public boolean accepts(URI serverUri) {
    return true;
  }

  @Override
  public URL resolve(URI serverUri) {
    try {
      return serverUri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("\"" + serverUri + "\" (expected: an https:// URL)", e);
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings networkSettings) {
    return client;
  }

  @Override
  public Connection connect(URI serverUri, NetworkSettings networkSettings, HttpClient httpClient) {
    return new BoundedConnection(createHttpConnector(networkSettings, httpClient), deadline, this);
  }

  /** Takes note of an answer: acme4j reads Retry-After off some only. */
  void answered(int newStatus, HttpHeaders headers) {
    status = newStatus;
    retryAfter = headers.firstValue("Retry-After").map(this::moment).orElse(null);
  }

  /** The HTTP status of the last answer; 0 if there was none. */
  int status() {
    return status;
  }

  /** When the last answer asked to come back, or null if it did not. */
  @Nullable Instant retryAfter() {
    return retryAfter;
  }

  /** RFC 9110, 10.2.3: seconds or a date. What is neither counts as not there. */
  private @Nullable Instant moment(String header) {
    String value = header.strip();
    try {
      return value.chars().allMatch(c -> c >= '0' && c <= '9')
          ? clock.instant().plusSeconds(Long.parseLong(value))
          : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
      return null;
    }
  }
}
