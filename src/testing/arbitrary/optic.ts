import * as fc from 'fast-check'
import type { URIS } from 'fp-ts/HKT.js'
import type { Stochastic } from '../../markov/stochastic.ts'
import type { Optic } from '../../optic/optic.ts'
import { namesTrace } from '../../optic/trace.ts'
import { pair } from '../../optic/tuple.ts'
import { proportionally, type Ratios, ratios, type Table, table, type Wire, wires } from './table.ts'

/** What coplay of a random optic leaves in the ledger, in the order in which it ran. */
export type Marks = readonly string[]

/** An optic by tables: weights of (residual, output) for each input, of the feedback for each residual and return. */
export interface OpticSketch {
  readonly name: string
  readonly play: Table<Ratios>
  readonly coplay: Table<Table<Ratios>>
}

const outcomes = wires.flatMap(residual => wires.map(output => pair(residual, output)))

/** Random optics between wires, with a residual of three values, a mark in the ledger and a name in the trace. */
export const opticSketch = (name: string): fc.Arbitrary<OpticSketch> =>
  fc.record({
    name: fc.constant(name),
    play: table(ratios(outcomes.length)),
    coplay: table(table(ratios(wires.length))),
  })

/** The optic of the tables. */
export const opticOf =
  <M extends URIS, N>(
    markov: Stochastic<M, N>,
    { name, play, coplay }: OpticSketch,
  ): Optic<M, Marks, Wire, Wire, Wire, Wire> =>
  use =>
    use<Wire>({
      play: x => markov.fromWeights(proportionally(markov.scalar, outcomes, play[x])),
      coplay: (residual, r, marks) =>
        markov.map(markov.fromWeights(proportionally(markov.scalar, wires, coplay[residual][r])), feedback =>
          pair<Wire, Marks>(feedback, [...marks, `${name}${residual}${r}`]),
        ),
      trace: residual => namesTrace({ [name]: residual }),
    })
