package io.weir.distribution.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * weir gives the answers that gobetween 0.8.2 gave, and each difference on purpose is listed with
 * its reason.
 *
 * <p>What gobetween answered is in {@code src/test/resources/gobetween}. To ask it again, run with
 * {@code -Dgobetween.binary=PATH}; only then is a gobetween needed.
 */
@Timeout(420)
class GobetweenAnswersIT {
  private static final List<Interview> INTERVIEWS =
      List.of(
          new PickQuestions(),
          new StatsQuestions(),
          new ReadingQuestions(),
          new ChangingQuestions(),
          new GuardedQuestions(),
          new MetricQuestions());

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("interviews")
  @EnabledIfSystemProperty(named = "gobetween.binary", matches = ".+")
  void gobetweenIsAskedAndItsAnswersAreRecorded(Interview interview) throws Exception {
    Path gobetween = Path.of(System.getProperty("gobetween.binary"));
    WeirHome home = AskedProgram.inWeirsPlace(gobetween, folder.resolve("gobetween"));

    Records.record(interview, ask(home, interview));

    assertThat(Records.answers(interview)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("interviews")
  void weirAnswersTheSameButForWhatIsListed(Interview interview) throws Exception {
    List<IntendedDifference> intended = Records.intendedDifferences();

    JsonNode answers = Records.plain(ask(WeirHome.fromBuild(), interview));

    List<Difference> differences = Difference.between(Records.answers(interview), answers);
    assertThat(differences)
        .as("differences that are not listed")
        .allMatch(difference -> intended.stream().anyMatch(i -> i.covers(interview, difference)));
    assertThat(intended)
        .as("listed differences that are none")
        .flatMap(difference -> difference.stale(interview, differences))
        .isEmpty();
  }

  @Test
  void listedDifferencesAreOfQuestionsThatAreAsked() throws Exception {
    List<String> names = INTERVIEWS.stream().map(Interview::name).toList();

    assertThat(Records.intendedDifferences())
        .allSatisfy(difference ->
            assertThat(difference.questions())
                .isNotEmpty()
                .allSatisfy((interview, questions) -> {
                  assertThat(names).contains(interview);
                  assertThat(questions).isNotEmpty();
                }));
  }

  /** Run with {@code -Dweir.docs.write=true} to write the table anew. */
  @Test
  void thePageForThoseWhoComeFromGobetweenListsThem() throws Exception {
    String page = Files.readString(DifferencesTable.PAGE);
    String expected = DifferencesTable.insertedInto(page, Records.intendedDifferences());
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.writeString(DifferencesTable.PAGE, expected);
    }
    assertThat(DifferencesTable.PAGE).hasContent(expected);
  }

  @Test
  void aDumpOfGobetweensIsAConfigurationForWeir() throws Exception {
    JsonNode dump =
        Records.answers(new ReadingQuestions()).get("GET /dump?format=json").get("body");
    Path file = Files.writeString(folder.resolve("dump.json"), dump.toString());

    Finished check = WeirCommandLine.of(WeirHome.fromBuild(), "check", file.toString()).run();

    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
  }

  private JsonNode ask(WeirHome home, Interview interview) throws Exception {
    try (Turn _ = Turn.take();
        AskedProgram program = AskedProgram.start(home, interview.configuration(), folder)) {
      return interview.ask(program);
    }
  }

  private static Stream<Named<Interview>> interviews() {
    return INTERVIEWS.stream().map(interview -> Named.of(interview.name(), interview));
  }
}
