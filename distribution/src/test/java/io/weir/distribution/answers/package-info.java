/**
 * What gobetween 0.8.2 answers, as data, and weir asked the same.
 *
 * <p>{@link io.weir.distribution.answers.GobetweenAnswersIT} is where to begin.
 */
package io.weir.distribution.answers;
