import * as fc from 'fast-check'

/** A statement about all values of some arbitraries, which can be tried on random ones. */
export interface Law {
  readonly name: string
  /** Errors: throws fast-check's report, with a shrunk counterexample and the seed, where the law fails. */
  readonly check: (parameters?: fc.Parameters<unknown>) => void
}

/** The law that `holds` of everything `arbitrary` makes; it fails where `holds` is false or throws. */
export const law = <A>(name: string, arbitrary: fc.Arbitrary<A>, holds: (a: A) => boolean): Law => ({
  name,
  check: (parameters = {}) => {
    const { seed, numRuns, path, verbose } = parameters
    fc.assert(fc.property(arbitrary, holds), {
      ...(seed === undefined ? {} : { seed }),
      ...(numRuns === undefined ? {} : { numRuns }),
      ...(path === undefined ? {} : { path }),
      ...(verbose === undefined ? {} : { verbose }),
    })
  },
})
