import { type ILookaheadStrategy, LLkLookaheadStrategy } from 'chevrotain'

type Looking<A extends unknown[], B> = (this: unknown, ...about: A) => B

/** A function that is made when it is first called. */
const late = <A extends unknown[], B>(make: () => Looking<A, B>): Looking<A, B> => {
  let made: Looking<A, B> | undefined
  return function (...about) {
    made ??= make()
    return made.apply(this, about)
  }
}

/**
 * Looks ahead as Chevrotain does, but works out how only where a text comes to that place of the grammar: most texts
 * are short and come to few, and working all out takes longer than reading such a text.
 */
export class LazyLookahead extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(
    place: Parameters<ILookaheadStrategy['buildLookaheadForAlternation']>[0],
  ): ReturnType<ILookaheadStrategy['buildLookaheadForAlternation']> {
    return late(() => super.buildLookaheadForAlternation(place))
  }

  override buildLookaheadForOptional(
    place: Parameters<ILookaheadStrategy['buildLookaheadForOptional']>[0],
  ): ReturnType<ILookaheadStrategy['buildLookaheadForOptional']> {
    return late(() => super.buildLookaheadForOptional(place))
  }
}
