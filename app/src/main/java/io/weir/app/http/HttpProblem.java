package io.weir.app.http;

import java.util.List;
import java.util.Map;

/**
 * A call that cannot be done, as its caller hears of it: a status, a sentence and, where there are
 * several things to put right, a list of them. No stack trace: it is about the call, not about
 * code.
 */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<String> problems;
  private final transient Map<String, List<String>> headers;

  private HttpProblem(
      int status, String error, List<String> problems, Map<String, List<String>> headers) {
    super(error, null, false, false);
    this.status = status;
    this.problems = List.copyOf(problems);
    this.headers = Map.copyOf(headers);
  }

  /** Any problem that is told in one sentence. */
  public HttpProblem(int status, String error) {
    this(status, error, List.of(), Map.of());
  }

  /** 400. */
  public static HttpProblem badRequest(String error) {
    return new HttpProblem(400, error);
  }

  /** 404. */
  public static HttpProblem notFound(String error) {
    return new HttpProblem(404, error);
  }

  /** 409. */
  public static HttpProblem conflict(String error) {
    return new HttpProblem(409, error);
  }

  /** The same with what is to be put right, a line each. */
  public HttpProblem withProblems(List<String> lines) {
    return new HttpProblem(status, error(), lines, headers);
  }

  /** The same with a header more; with several values it is sent several times. */
  public HttpProblem withHeader(String name, List<String> values) {
    Map<String, List<String>> more = new java.util.LinkedHashMap<>(headers);
    more.put(name, List.copyOf(values));
    return new HttpProblem(status, error(), problems, more);
  }

  /** The status code, 400 to 599. */
  public int status() {
    return status;
  }

  /** What is wrong, in a sentence. */
  public String error() {
    return String.valueOf(getMessage());
  }

  /** What is to be put right, a line each; empty where the sentence says it all. */
  public List<String> problems() {
    return problems;
  }

  Map<String, List<String>> headers() {
    return headers;
  }
}
