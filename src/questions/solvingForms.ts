/** Trees and tables solved, as Gambit's files hold them: what the search finds is put to the test of the definition. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import { type NormalForm, regrets } from '../form/normalForm.ts'
import { pieceAt, subgameRoots } from '../form/subgame.ts'
import { treeOfTable } from '../form/tableTree.ts'
import type { GambitGame } from '../gambit/open.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import type { Means, SolvedConcept } from '../solver/search.ts'
import { solve } from '../solver/solve.ts'
import { subjectOfTable, subjectOfTree } from '../solver/subject.ts'
import { type Forgiven, gather, type Judged, type Solved, type SolveOptions } from './solving.ts'

/**
 * Solves a tree or a table.
 *
 * Errors: G5007 where no method suits it.
 */
export const solveForm = (
  means: Means,
  game: GambitGame,
  options: SolveOptions,
  numeral: (n: Rational) => Numeral,
): E.Either<Diagnostic, Solved> => {
  const subject = game.kind === 'tree' ? subjectOfTree(game.form) : subjectOfTable(game.form)
  const { title } = game.form
  const searched = solve(means, subject, {
    concept: options.concept,
    all: options.all || options.select !== undefined,
    ...(options.method === undefined ? {} : { method: options.method }),
    ...(options.select === undefined ? {} : { goal: options.select }),
  })
  if (E.isLeft(searched))
    return E.left(
      diagnostic('G5007', `\`${title}\` is not solved`, {
        explanation: [`No method suits it: ${searched.left.reason}.`],
      }),
    )
  const named = placesOf(game)
  const judge = (profile: BehaviorProfile<Rational>, forgiven: Forgiven): E.Either<string, Judged> => {
    const judged =
      game.kind === 'tree' ? judgeTree(game.form, profile, options.concept) : judgeTable(game.form, profile)
    if (judged === undefined)
      return E.right({ payoffs: {}, regret: {}, note: 'not settled: somebody forgets' })
    const byPlayer = (numbers: readonly Rational[]): Record<string, Numeral> =>
      Object.fromEntries(game.form.players.map((player, k) => [player, numeral(numbers[k] ?? exact.zero)]))
    if (forgiven === 'none' && judged.regrets.some(gain => gain.numerator > 0n))
      return E.left('one more was found, which its regrets refute')
    const note = 'somebody forgets: only pure strategies are weighed against it'
    return E.right({
      payoffs: byPlayer(judged.payoffs),
      regret: byPlayer(judged.regrets),
      ...(judged.isSettled ? {} : { note }),
    })
  }
  return E.right(
    gather(
      {
        name: title === '' ? 'game' : title,
        search: searched.right,
        judge,
        exact: true,
        numeral,
        tree: () => (game.kind === 'tree' ? game.form : treeOfTable(game.form)),
      },
      options,
      profile => profileRecord(named, profile, numeral),
    ),
  )
}

/** An information set as reports name it. */
export interface NamedPlace {
  readonly decision: string
  readonly observation: string
  readonly actions: readonly string[]
}

/** By information set of a tree, by player of a table. */
export const placesOf = (game: GambitGame): readonly NamedPlace[] =>
  game.kind === 'tree' ? placesOfTree(game.form) : placesOfTable(game.form)

const placesOfTree = ({ informationSets, players }: ExtensiveForm<Rational>): readonly NamedPlace[] =>
  informationSets.map(({ player, label, actions }) => ({
    decision: players[player] ?? '',
    observation: label,
    actions,
  }))

const placesOfTable = ({ players, strategies }: NormalForm<Rational>): readonly NamedPlace[] =>
  players.map((decision, player) => ({ decision, observation: '()', actions: strategies[player] ?? [] }))

const profileRecord = (
  places: readonly NamedPlace[],
  profile: BehaviorProfile<Rational>,
  numeral: (n: Rational) => Numeral,
): SolutionRecord['profile'] => {
  const found = new Map<
    string,
    { observation: string; strategy: { action: string; probability: Numeral }[] }[]
  >()
  for (const [set, { decision, observation, actions }] of places.entries()) {
    const own = found.get(decision) ?? []
    found.set(decision, own)
    own.push({
      observation,
      strategy: actions.flatMap((action, a) => {
        const probability = profile[set]?.[a] ?? exact.zero
        return probability.numerator === 0n ? [] : [{ action, probability: numeral(probability) }]
      }),
    })
  }
  return Object.fromEntries(found)
}

interface Figures {
  /** Whether regrets are those of best responses; else of what the method compared. */
  readonly isSettled: boolean
  readonly payoffs: readonly Rational[]
  readonly regrets: readonly Rational[]
}

const judgeTable = (form: NormalForm<Rational>, profile: BehaviorProfile<Rational>): Figures => ({
  ...regrets(exact, form, profile),
  isSettled: true,
})

/** By best responses; of a subgame-perfect one in every subgame. */
const judgeTree = (
  form: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational>,
  concept: SolvedConcept,
): Figures => {
  const whole = gainsIn(form, profile)
  if (concept !== 'subgamePerfect') return whole
  return subgameRoots(form).reduce((most, root) => {
    const piece = pieceAt(exact, form, root, new Map())
    const own = gainsIn(
      piece.form,
      piece.sets.map(set => profile[set] ?? []),
    )
    return {
      payoffs: whole.payoffs,
      isSettled: most.isSettled && own.isSettled,
      regrets: most.regrets.map((gain, player) => {
        const other = own.regrets[player] ?? exact.zero
        return exact.compare(other, gain) > 0 ? other : gain
      }),
    }
  }, whole)
}

/** What each player could gain; of one who forgets nothing is known but what the method compared. */
const gainsIn = (form: ExtensiveForm<Rational>, profile: BehaviorProfile<Rational>): Figures => {
  const { payoffs } = behaviorValues(exact, form, profile)
  const gains = form.players.map((_, player) => {
    const best = bestResponse(exact, form, profile, player)
    return best === undefined ? undefined : exact.sub(best.value, payoffs[player] ?? exact.zero)
  })
  return {
    payoffs,
    regrets: gains.map(gain => gain ?? exact.zero),
    isSettled: gains.every(gain => gain !== undefined),
  }
}
