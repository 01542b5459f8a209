package io.weir.core.config;

import com.typesafe.config.Config;
import java.util.List;

/**
 * A configuration that is sound.
 *
 * @param tree what it was bound from
 * @param config what it says, with each server's defaults filled in
 * @param warnings what an operator should know all the same
 */
public record BoundConfig(Config tree, WeirConfig config, List<Problem> warnings) {

  /**
   * Something about a key that showed only when it was put into effect.
   *
   * @param path the keys from the top
   * @param statement what is wrong
   */
  public Problem problem(List<String> path, String statement) {
    return Problem.at(Place.of(tree.root(), path), statement);
  }

  /**
   * What a weir that runs by another one comes to when it goes on by this one: what needs a restart
   * stays as it is.
   */
  public BoundConfig inPlaceOf(BoundConfig running) {
    return new BoundConfig(tree, running.config.changedTo(config), warnings);
  }
}
