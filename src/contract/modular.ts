/**
 * An equilibrium checked by the contracts of its components: each is made from what comes before it alone, and then
 * judged in the continuation that the rest of the play makes.
 */
import type { ClosedLanguageGame, LineGames, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { IllTyped } from '../core/view.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import type { Decision } from '../game/game.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { deviations } from '../region/deviations.ts'
import type { Coverage } from '../region/inequality.ts'
import { NotLinear } from './columns.ts'
import { type Column, type Contract, columnKey, columnsOf, type Margin, margins } from './contract.ts'
import { derived } from './derive.ts'
import { hashOf } from './hash.ts'
import {
  amountsAfter,
  before,
  type Entangled,
  type Interface,
  IsEntangled,
  type Play,
  type Run,
  runComponent,
  runsOf,
} from './lines.ts'
import { reduced } from './reduced.ts'

/** One component, judged. */
export interface Judged {
  readonly decisions: readonly Decision<Rational>[]
  /** First and last line of the block; the whole game has none. */
  readonly run: Run | undefined
  readonly contract: Contract
  readonly columns: readonly Column[]
  readonly margins: readonly Margin[]
  readonly coverage: readonly Coverage[]
  /** Whether the contract was made for this question, and not kept from another one. */
  readonly isNew: boolean
  /** Of what came in, of the contract made for that, and of the continuation that it is judged in. */
  readonly hashes: { readonly prior: string; readonly contract: string; readonly continuation: string }
}

export interface Modular {
  readonly components: readonly Judged[]
  /** Why the game is one component. */
  readonly undivided: Undivided | undefined
}

export type Undivided =
  | Entangled
  | { readonly kind: 'noBlock' }
  /** Somebody decides at both ends. */
  | { readonly kind: 'players' }
  /** A line does more with what returns to it than to add it up. */
  | { readonly kind: 'notLinear' }

/** A contract that was made, and what it takes to find its amounts in a play. */
export interface Kept {
  readonly contract: Contract
  readonly coverage: readonly Coverage[]
  readonly boundary: Interface
}

/** Contracts by all that they depend on; `keyOf` names it for a run, its prior beside. */
export interface Store {
  readonly contracts: Map<string, Kept>
  readonly keyOf: (run: Run) => string
}

/** A closed game under a profile, and its lines where it is a block. */
export interface Subject extends Means<Rational> {
  readonly closed: ClosedLanguageGame<Rational>
  readonly lines: LineGames<Rational> | undefined
  readonly profile: ValueProfile<Rational>
  readonly store: Store
  /** Regret forgiven. */
  readonly epsilon: Rational
}

/** Checks every component. Errors: as `deviations`. */
export const modular = (subject: Subject): Modular => {
  const { lines } = subject
  if (lines === undefined) return whole(subject, { kind: 'noBlock' })
  const play: Play = { ...subject, lines }
  const runs = runsOf(lines)
  try {
    const components = runs.map(run => judged(subject, play, run))
    return { components, undivided: components.length === 1 ? { kind: 'players' } : undefined }
  } catch (error) {
    if (error instanceof IsEntangled) return whole(subject, error.reason)
    if (isNotLinear(error)) return whole(subject, { kind: 'notLinear' })
    throw error
  }
}

/** Whether what returns was used in a way that amounts not known do not bear. */
const isNotLinear = (error: unknown): boolean =>
  error instanceof NotLinear ||
  // A function that returns may give what is no amount.
  error instanceof IllTyped ||
  (error instanceof EvaluationFailure && error.diagnostic.code === 'G5110')

const judged = (subject: Subject, play: Play, run: Run): Judged => {
  const { contracts, keyOf } = subject.store
  const prior = before(play, run.from)
  // What a line calls a name is where it stands among all that are bound.
  const names = play.lines.block.names.slice(0, prior[0]?.[0].length ?? 0)
  const key = structuralKey([keyOf(run), names, prior])
  const known = contracts.get(key)
  const kept = known ?? made(subject, play, run, prior)
  contracts.set(key, kept)
  const { contract, coverage, boundary } = kept
  const columns = columnsOf(contract)
  const amountOf = amountsAfter(play, run, boundary)
  return {
    decisions: run.decisions,
    run,
    contract,
    columns,
    coverage,
    isNew: known === undefined,
    margins: margins(contract, amountOf),
    hashes: {
      prior: hashOf(prior),
      contract: hashOf(contractData(contract)),
      continuation: hashOf(columns.map(column => [columnKey(column), amountOf(column)]).sort()),
    },
  }
}

const made = (
  { epsilon, profile, budget }: Subject,
  play: Play,
  run: Run,
  prior: Weighted<Rational, unknown>,
): Kept => {
  const { component, boundary } = runComponent(play, run)
  const players = [...new Set(run.decisions.map(({ player }) => player))]
  const { contract, coverage } = derived(
    { profile, budget, epsilon, players },
    component,
    prior.map(([known, p]) => [[null, known], p]),
  )
  return { contract, coverage, boundary }
}

/** The inequalities alone, in whatever order they were found. */
const contractData = ({ rows }: Contract): readonly string[] =>
  rows
    .map(({ constant, terms }) =>
      structuralKey([constant, terms.map(({ column, factor }) => [columnKey(column), factor])]),
    )
    .sort()

const whole = ({ scalar, budget, closed, profile, epsilon }: Subject, undivided: Undivided): Modular => {
  const { inequalities, coverage } = deviations({ scalar, budget, game: closed, profile, epsilon })
  const contract: Contract = {
    rows: inequalities.map(({ margin, deviation }) => ({ constant: margin, terms: [], deviation })),
  }
  const data = hashOf(contractData(contract))
  const judgedWhole: Judged = {
    decisions: closed.decisions,
    run: undefined,
    contract,
    columns: [],
    coverage,
    isNew: true,
    margins: margins(contract, () => exact.zero),
    hashes: { prior: hashOf([]), contract: data, continuation: hashOf([]) },
  }
  return { components: [judgedWhole], undivided }
}

/** Whether no deviation gains; nothing where some are not covered and the others do not settle it. */
export const holdsIn = ({ margins: all, coverage }: Judged): boolean | undefined => {
  if (all.some(({ margin }) => exact.compare(margin, exact.zero) < 0)) return false
  return coverage.some(({ joint }) => joint === 'tooMany') ? undefined : true
}

/** Rows that are needed to state the contract. */
export const rowsNeeded = ({ contract }: Judged): number => reduced(contract).rows.length
