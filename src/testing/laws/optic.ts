/**
 * Laws of optics, as statements about the operations given: those of src/optic, or one's own.
 *
 * Optics are compared by what one can see of them: outputs, feedback, ledger and trace for any input and
 * return. The ledger holds marks, so that the order of coplay is seen as well; where only the effects in the
 * ledger have to agree and not their order, the marks are sorted.
 */
import * as fc from 'fast-check'
import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Observable } from '../../markov/stochastic.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import type { lens } from '../../optic/atom.ts'
import type { identity, parallel, sequential } from '../../optic/compose.ts'
import type { Optic } from '../../optic/optic.ts'
import { type Marks, opticOf, opticSketch } from '../arbitrary/optic.ts'
import { type Wire, wire, wires } from '../arbitrary/table.ts'
import { type Law, law } from '../law.ts'
import { agree, type Observation, observation } from '../observation.ts'

/** The operations that the laws speak about. */
export interface OpticOperations {
  readonly identity: typeof identity
  readonly lens: typeof lens
  readonly sequential: typeof sequential
  readonly parallel: typeof parallel
}

type WireOptic<M extends URIS> = Optic<M, Marks, Wire, Wire, Wire, Wire>
type PairOf<A> = readonly [A, A]
type PairOptic<M extends URIS> = Optic<M, Marks, PairOf<Wire>, PairOf<Wire>, PairOf<Wire>, PairOf<Wire>>

const inOrder = (marks: Marks): Marks => marks
const inAnyOrder = (marks: Marks): Marks => [...marks].sort()

/** What there is to see of an optic on one input, when one value returns whatever came out. */
export const observeOptic = <M extends URIS, N, X, S, Y, R>(
  markov: Observable<M, N>,
  optic: Optic<M, Marks, X, S, Y, R>,
  input: X,
  returned: R,
  view: (marks: Marks) => Marks,
): Observation<N> =>
  optic(o => {
    const experiment = markov.chain(o.play(input), ([residual, output]) =>
      markov.map(o.coplay(residual, returned, []), ([feedback, marks]) =>
        structuralKey({ output, feedback, marks: view(marks), trace: o.trace(residual) }),
      ),
    )
    return observation(markov.scalar, markov.outcomes(experiment))
  })

/** The input and the return of one experiment; for optics between single wires the first of each. */
interface Experiment {
  readonly input: PairOf<Wire>
  readonly returned: PairOf<Wire>
}

/** The laws of a monoidal category, up to residuals, and of lenses. */
export const opticLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  operations: OpticOperations,
): readonly Law[] => [
  ...categoryLaws(markov, operations),
  ...monoidalLaws(markov, operations),
  lensLaw(markov, operations),
]

const someOptics = <M extends URIS, N>(markov: Observable<M, N>) => {
  const some = (name: string) => opticSketch(name).map(sketch => opticOf(markov, sketch))
  const parts = { f: some('f'), g: some('g'), h: some('h'), k: some('k') }
  return fc.record({ ...parts, input: fc.tuple(wire, wire), returned: fc.tuple(wire, wire) })
}

const categoryLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  { identity, sequential }: OpticOperations,
): readonly Law[] => {
  const optics = someOptics(markov)
  const nothing: WireOptic<M> = identity(markov)
  const same = ({ input: [x], returned: [r] }: Experiment, one: WireOptic<M>, other: WireOptic<M>) =>
    agree(markov.scalar, observeOptic(markov, one, x, r, inOrder), observeOptic(markov, other, x, r, inOrder))
  const then = (first: WireOptic<M>, second: WireOptic<M>): WireOptic<M> => sequential(markov, first, second)
  return [
    law('identity on the left', optics, ({ f, ...seen }) => same(seen, then(nothing, f), f)),
    law('identity on the right', optics, ({ f, ...seen }) => same(seen, then(f, nothing), f)),
    law('sequential is associative', optics, ({ f, g, h, ...seen }) =>
      same(seen, then(then(f, g), h), then(f, then(g, h))),
    ),
  ]
}

const monoidalLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  { lens, sequential, parallel }: OpticOperations,
): readonly Law[] => {
  const optics = someOptics(markov)
  const same = ({ input, returned }: Experiment, one: PairOptic<M>, other: PairOptic<M>) =>
    agree(
      markov.scalar,
      observeOptic(markov, one, input, returned, inAnyOrder),
      observeOptic(markov, other, input, returned, inAnyOrder),
    )
  const then = (first: PairOptic<M>, second: PairOptic<M>): PairOptic<M> => sequential(markov, first, second)
  const beside = (left: WireOptic<M>, right: WireOptic<M>): PairOptic<M> => parallel(markov, left, right)
  const exchange = ([a, b]: PairOf<Wire>): PairOf<Wire> => [b, a]
  const swap: PairOptic<M> = lens(markov, exchange, (_, returned: PairOf<Wire>) => exchange(returned))
  return [
    law('interchange', optics, ({ f, g, h, k, ...seen }) =>
      same(
        seen,
        then(beside(f, g), beside(h, k)),
        beside(sequential(markov, f, h), sequential(markov, g, k)),
      ),
    ),
    law('symmetry', optics, ({ f, g, ...seen }) =>
      same(seen, then(then(swap, beside(f, g)), swap), beside(g, f)),
    ),
  ]
}

/** Coplay of what play put out changes nothing, play shows what coplay put in, the later coplay overwrites. */
const lensLaw = <M extends URIS, N>(markov: Observable<M, N>, { lens }: OpticOperations): Law =>
  law('a lawful lens is a lawful optic', lawfulLens, ({ view, update }) => {
    const optic: Optic<M, Marks, number, number, Wire, Wire> = lens(markov, view, update)
    return optic(o => {
      const get = (x: number) => markov.map(o.play(x), ([, y]) => y)
      const put = (x: number, r: Wire) =>
        markov.chain(o.play(x), ([residual]) => markov.map(o.coplay(residual, r, []), ([back]) => back))
      const isSurely = <A>(state: Kind<M, A>, value: A): boolean =>
        markov.outcomes(state).every(([seen]) => structuralKey(seen) === structuralKey(value))
      return places.every(
        x =>
          isSurely<number>(put(x, view(x)), x) &&
          wires.every(
            r =>
              isSurely<Wire>(markov.chain(put(x, r), get), r) &&
              wires.every(q =>
                isSurely<number>(
                  markov.chain(put(x, q), after => put(after, r)),
                  update(x, r),
                ),
              ),
          ),
      )
    })
  })

const places: readonly number[] = [0, 1, 2, 3, 4, 5]

/** Lenses from six places to a wire: a random way to see a place as a wire and a bit. */
const lawfulLens = fc.shuffledSubarray([...places], { minLength: 6 }).map(order => {
  const rank = (place: number) => order.indexOf(place)
  return {
    view: (place: number): Wire => wires[rank(place) % 3] ?? 0,
    update: (place: number, r: Wire): number => order[3 * Math.floor(rank(place) / 3) + r] ?? 0,
  }
})
