/** A game that is solved at each step: at its inputs as they are now, the best equilibrium there is to find. */
import * as E from 'fp-ts/lib/Either.js'
import type { Driven } from '../compile/driven.ts'
import type { DriveUnder } from '../compile/drives.ts'
import type { ValueProfile } from '../compile/program.ts'
import type { Value } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { behaviorValues } from '../form/behavior.ts'
import { type Budget, Interrupted, OutOfSteps } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { NotApplicable } from '../solver/notApplicable.ts'
import type { Asked, FoundProfile, Search } from '../solver/search.ts'
import { solve } from '../solver/solve.ts'
import { type Subject, subjectOfTree } from '../solver/subject.ts'
import type { Prepared } from './answer.ts'
import { type GameForm, gameForm, profileIn } from './gameForm.ts'
import { mostTabled } from './solving.ts'
import { type SymmetricFound, symmetricFound, symmetricProfile } from './symmetric.ts'

export interface SolvedStep {
  readonly profile: ValueProfile<number>
  readonly told: { readonly method: string; readonly payoffs: ReadonlyMap<string, number> }
}

/** Nodes that the tree of a step may have. */
const mostNodes = 200_000

/** Equilibria that are compared; the rest are not looked for. */
const mostCompared = 64

/** Steps that looking for all of a kind may take: about a second. */
const stepsForMany = 100_000

/** Where the players stand when they decide. */
interface Now {
  readonly input: Value<number>
  readonly returned: Value<number>
}

/**
 * Where all that was done is seen, what backward induction finds. Else of the pure equilibria the one of greatest welfare,
 * and where there is none, of all that are found in time; of equals the first.
 *
 * Errors: G5007 where there is none to be found, and what the program itself fails with.
 */
export const solveStep = (
  { asking, notation }: Prepared<number>,
  { game, attempt }: DriveUnder<number>,
  { name, span }: Driven,
  { input, returned }: Now,
): E.Either<readonly Diagnostic[], SolvedStep> => {
  const { means, program, budget } = asking
  const closed = game.close({ input: [[input, 1]], continuation: () => returned })
  if (closed.decisions.length > mostTabled) {
    const alike = attempt(span, () => symmetricFound(means, program, closed))
    if (E.isLeft(alike)) return E.left([alike.left])
    if (alike.right?.isFound === true) return E.right(solvedAlike(alike.right))
  }
  const formed = attempt(span, () =>
    gameForm(means, program, closed, { title: name, show: notation.show }, mostNodes),
  )
  if (E.isLeft(formed)) return E.left([formed.left])
  if (E.isLeft(formed.right))
    return E.left([unsolved(name, span, `its tree has more than ${mostNodes} nodes`)])
  const form = formed.right.right
  const found = attempt(span, () => {
    const subject = subjectOfTree(form.form)
    const steps = budget.limit
    const ways = waysFor(subject)
    for (const way of ways) {
      budget.renew(way === ways.at(-1) ? steps : Math.min(steps, stepsForMany))
      const one = best(form, () => searchIn(budget, subject, way), way.all ? mostCompared : 1)
      if (E.isRight(one) || way === ways.at(-1)) return one
    }
    return E.left('nobody decides')
  })
  budget.renew()
  if (E.isLeft(found)) return E.left([found.left])
  return E.mapLeft((reason: string) => [unsolved(name, span, reason)])(found.right)
}

/** Many players of few kinds, of whom those of a kind play alike. */
const solvedAlike = (found: SymmetricFound): SolvedStep => ({
  profile: symmetricProfile(found),
  told: { method: 'symmetric', payoffs: new Map(Object.entries(found.payoffs)) },
})

type Way = Pick<Asked, 'concept' | 'all'>

/** Who sees all that was done reasons backward; else pure equilibria come before mixed ones, which are compared if few. */
const waysFor = ({ hasPerfectInformation }: Subject): readonly Way[] =>
  hasPerfectInformation
    ? [{ concept: 'nash', all: false }]
    : [
        { concept: 'pure', all: true },
        { concept: 'nash', all: true },
        { concept: 'nash', all: false },
      ]

const searchIn = (budget: Budget, subject: Subject, asked: Way): E.Either<string, Search> =>
  E.mapLeft(({ reason }: NotApplicable) => reason)(solve({ budget, floats: undefined }, subject, asked))

const unsolved = (name: string, span: Driven['span'], reason: string): Diagnostic =>
  diagnostic('G5007', `no equilibrium of \`${name}\` is found for this step`, {
    primary: { span },
    explanation: [`At what its inputs are fed with now: ${reason}.`],
    hint: 'write a strategy for the game and drive that',
  })

interface Candidate {
  readonly profile: FoundProfile['profile']
  readonly payoffs: readonly Rational[]
  readonly welfare: Rational
}

/** Where the steps end before anything is found, that is said; what was found before is good. */
const best = (
  form: GameForm<number>,
  begin: () => E.Either<string, Search>,
  most: number,
): E.Either<string, SolvedStep> => {
  let chosen: Candidate | undefined
  let method = ''
  try {
    const begun = begin()
    if (E.isLeft(begun)) return begun
    method = begun.right.method
    for (const candidate of candidates(form, begun.right, most))
      if (chosen === undefined || exact.compare(candidate.welfare, chosen.welfare) > 0) chosen = candidate
  } catch (error) {
    if (!(error instanceof OutOfSteps) || error instanceof Interrupted) throw error
    if (chosen === undefined) return E.left(`the steps ended before there was one (${error.limit})`)
  }
  return chosen === undefined ? E.left(`${method} finds none`) : E.right(solvedBy(form, method, chosen))
}

const candidates = function* (
  { form }: GameForm<number>,
  { found }: Search,
  most: number,
): Generator<Candidate> {
  let seen = 0
  for (const one of found) {
    if (one.kind !== 'profile') continue
    const { payoffs } = behaviorValues(exact, form, one.profile)
    yield { profile: one.profile, payoffs, welfare: payoffs.reduce(exact.add, exact.zero) }
    if (++seen >= most) return
  }
}

const solvedBy = (form: GameForm<number>, method: string, { profile, payoffs }: Candidate): SolvedStep => ({
  profile: profileIn(form, profile, exact.toNumber),
  told: {
    method,
    payoffs: new Map(
      form.form.players.map((player, i) => [player, exact.toNumber(payoffs[i] ?? exact.zero)]),
    ),
  },
})
