/** Stationary equilibria of games without end: found in doubles, and put to the checker in the numbers of the program. */
import * as E from 'fp-ts/lib/Either.js'
import { simplest } from '../algebra/root.ts'
import type { LanguageMarkovGame, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric, Value } from '../core/value.ts'
import { larger } from '../equilibrium/tolerance.ts'
import type { StateVerdict } from '../equilibrium/verdict.ts'
import type { Spot } from '../learning/arena.ts'
import { type EndlessArena, endlessArena } from '../learning/endlessArena.ts'
import { Interrupted, OutOfSteps } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { mapTables } from '../markovGame/tables.ts'
import { strategyText } from '../report/learnedStrategy.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import type { MarkovForm, StageNode, Stationary } from '../solver/markov/form.ts'
import { allPure, byReplies, mostProfiles, pureProfiles } from '../solver/markov/pure.ts'
import { bySupports, mostSupports, supportCount } from '../solver/markov/supports.ts'
import { logitPath, polished } from '../solver/markov/trace.ts'
import { zeroSumStationary } from '../solver/markov/zeroSum.ts'
import type { Method } from '../solver/search.ts'
import { checkEndless, endlessPlan, endlessRegret, unbounded } from './endless.ts'
import type { EndlessEvidence } from './evidence.ts'
import { ratioOf } from './gameForm.ts'
import { bestOf, type Solved, type SolveOptions, type Solving } from './solving.ts'

/** Exact probabilities by set. */
type Probabilities = readonly (readonly Rational[])[]

interface Candidate {
  readonly profile: Stationary
  readonly method: Method
}

/**
 * Stationary equilibria. In every state nobody gains by another action once, and so by nothing (Blackwell 1965): each is
 * subgame perfect.
 *
 * Errors: why the game is none that they are searched for in; failures of the program are thrown.
 */
export const solveEndless = <N extends Numeric>(
  solving: Solving<N>,
  game: LanguageMarkovGame<N>,
  name: string,
  options: SolveOptions,
): E.Either<string, Solved> => {
  const { concept, all, select, method } = options
  const { means, notation } = solving
  if (concept !== 'nash' && concept !== 'pure' && concept !== 'subgamePerfect')
    return E.left(`\`${concept}\` is not searched for in games without end`)
  if (select?.kind === 'risk') return E.left('risk dominance is of tables, and games without end have none')
  if (method !== undefined && !methods.includes(method))
    return E.left(
      `${method} is no method for games without end; ${methods.map(m => `\`${m}\``).join(', ')} are`,
    )
  const arena = endlessArena(means, game, {}, notation.show)
  if (E.isLeft(arena)) throw new EvaluationFailure(unbounded(means.scalar, arena.left))
  const formed = formOf(arena.right)
  if (E.isLeft(formed)) return formed
  const form = formed.right
  const solutions: SolutionRecord[] = []
  const proven = new Map<SolutionRecord, EndlessEvidence['found'][number]>()
  const notes: string[] = []
  const known = new Set<string>()
  const looked: Stationary[] = []
  const wantsAll = all || select !== undefined
  let isStopped = false
  const used = new Set<Method>()
  let refuted = 0
  try {
    for (const candidate of candidates(solving, form, options)) {
      if (looked.some(other => isSame(other, candidate.profile))) continue
      looked.push(candidate.profile)
      const judgedOne = recordOf(solving, { game, name, arena: arena.right, concept }, candidate)
      if (judgedOne === undefined) {
        refuted += 1
        continue
      }
      const { record, found } = judgedOne
      const key = structuralKey(record.profile)
      if (known.has(key)) continue
      known.add(key)
      solutions.push(record)
      proven.set(record, found)
      used.add(candidate.method)
      if (!wantsAll) break
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    isStopped = true
    notes.push(error instanceof Interrupted ? error.reason : `stopped after ${error.limit} steps`)
  }
  if (refuted > 0)
    notes.push(
      `${refuted} more ${refuted === 1 ? 'was' : 'were'} looked at, in which somebody would do something else`,
    )
  const told = select === undefined ? solutions : bestOf(solutions, select)
  const isEveryPure =
    concept === 'pure' && wantsAll && method === undefined && pureProfiles(form) <= mostProfiles
  const states = form.stages.length
  const [taken = method ?? (concept === 'pure' ? 'pure' : 'logit'), ...others] = used
  const ways = [taken, ...others].map(each => reasons[each] ?? '').join('; ')
  return E.right({
    solutions: told,
    evidence: {
      ...{ kind: 'endless', game: name },
      tables: mapTables(arena.right.tables, ratioOf),
      places: arena.right.arena.places,
      found: told.flatMap(one => proven.get(one) ?? []),
    },
    search: {
      game: name,
      concept,
      method: taken,
      reason: `without end, ${states} ${states === 1 ? 'state' : 'states'}: ${ways}`,
      found: told.length,
      complete: isEveryPure && !isStopped && told.length === solutions.length,
      ...(notes.length === 0 ? {} : { notes }),
    },
  })
}

const methods: readonly Method[] = ['zeroSum', 'pure', 'bestResponse', 'logit', 'polynomial']

const reasons: Partial<Readonly<Record<Method, string>>> = {
  pure: 'every stationary profile in which nobody mixes',
  bestResponse: 'best replies in turn, each by policy iteration',
  logit: 'quantal responses followed until nearly nobody errs, then the indifferences solved',
  polynomial: 'the indifferences of each support solved by Newton’s method',
  zeroSum: 'what one wins the other loses, values by Shapley’s iteration',
}

/** Whether two profiles differ by no more than Newton's method from two sides. */
const isSame = (one: Stationary, other: Stationary): boolean =>
  one.every((own, set) => own.every((p, a) => Math.abs(p - (other[set]?.[a] ?? 0)) < 1e-8))

/** Profiles that may be equilibria, the likely ones first. */
function* candidates<N extends Numeric>(
  { means: { budget }, floats }: Solving<N>,
  form: MarkovForm,
  { concept, all, select, method }: SolveOptions,
): Generator<Candidate> {
  const tries = (each: Method): boolean => method === undefined || method === each
  const isOne = !all && select === undefined
  if (tries('zeroSum') && concept !== 'pure') {
    const found = zeroSumStationary({ budget, floats }, form)
    if (found !== undefined) yield { profile: found, method: 'zeroSum' }
  }
  const isFew = pureProfiles(form) <= mostProfiles
  if (tries('pure') && isFew) for (const profile of allPure(budget, form)) yield { profile, method: 'pure' }
  if (tries('bestResponse') && !(isFew && method === undefined))
    for (const part of isOne ? [0, 1] : [0, 1, 0.5]) {
      const first = form.sets.map(({ actions }) =>
        Array.from({ length: actions }, (_, a) => (a === Math.round(part * (actions - 1)) ? 1 : 0)),
      )
      const found = byReplies(budget, form, first)
      if (found !== undefined) yield { profile: found, method: 'bestResponse' }
    }
  if (concept === 'pure') return
  if (tries('logit')) {
    let last: Stationary | undefined
    for (const profile of logitPath(budget, form)) last = profile
    if (last !== undefined)
      for (const profile of polished(budget, form, last)) yield { profile, method: 'logit' }
  }
  if (tries('polynomial') && supportCount(form) <= mostSupports)
    for (const profile of bySupports(budget, form)) yield { profile, method: 'polynomial' }
}

/** The arena as tables. Errors: a decision does not observe the state. */
const formOf = <N>({ arena }: EndlessArena<N>): E.Either<string, MarkovForm> => {
  const stateOf = new Map<number, number>()
  let shared: number | undefined
  const nodeOf = (spot: Spot, state: number): StageNode => {
    switch (spot.kind) {
      case 'ends':
        return {
          kind: 'end',
          received: spot.payoffs,
          weight: spot.factors.map(factor => factor * arena.discount),
          next: spot.next ?? 0,
        }
      case 'draws':
        return {
          kind: 'chance',
          branches: spot.branches.map(
            (branch, k) => [nodeOf(branch, state), spot.probabilities[k] ?? 0] as const,
          ),
        }
      case 'decides': {
        const before = stateOf.get(spot.place)
        if (before !== undefined && before !== state) shared = spot.place
        stateOf.set(spot.place, state)
        return {
          kind: 'choice',
          set: spot.place,
          children: spot.branches.map(branch => nodeOf(branch, state)),
        }
      }
    }
  }
  const stages = arena.stages.map((root, state) => nodeOf(root, state))
  if (shared !== undefined)
    return E.left(
      `\`${arena.places[shared]?.label ?? ''}\` is decided alike in several states: stationary equilibria are searched for where everybody observes the state`,
    )
  return E.right({
    players: arena.players,
    sets: arena.places.map(({ player, actions }, place) => ({
      player,
      state: stateOf.get(place) ?? 0,
      actions: actions.length,
    })),
    stages,
    start: arena.start,
  })
}

/** How far from what was found simple fractions are looked for. */
const nearness = rational(1n, 10n ** 8n)

/** Simple fractions near probabilities that sum to one; the largest takes what is left. */
const rounded = (own: readonly number[]): readonly Rational[] => {
  const largest = own.indexOf(Math.max(...own))
  const near = own.map(p => {
    const n = fractionOf(p)
    return exact.compare(n, nearness) <= 0
      ? exact.zero
      : simplest(exact.sub(n, nearness), exact.add(n, nearness))
  })
  return complemented(near, largest)
}

const precise = (own: readonly number[]): readonly Rational[] =>
  complemented(
    own.map(p => (p <= 1e-13 ? exact.zero : fractionOf(p))),
    own.indexOf(Math.max(...own)),
  )

const complemented = (own: readonly Rational[], rest: number): readonly Rational[] =>
  own.with(
    rest,
    own.reduce((sum, p, a) => (a === rest ? sum : exact.sub(sum, p)), exact.one),
  )

const fractionOf = (x: number): Rational => {
  const scale = 2 ** 50
  return rational(BigInt(Math.round(x * scale)), BigInt(scale))
}

interface Of<N extends Numeric> {
  readonly game: LanguageMarkovGame<N>
  readonly name: string
  readonly arena: EndlessArena<N>
  readonly concept: SolveOptions['concept']
}

const nearly =
  'near an equilibrium: nobody gains more than its regret, from the start by any change, in any state by one action'

/** Regret relative to what actions bring of what is still near an equilibrium. */
const tolerable = 1e-6

/** The profile as the checker finds it: with simple fractions where these are an equilibrium. */
const recordOf = <N extends Numeric>(
  solving: Solving<N>,
  of: Of<N>,
  { profile, method }: Candidate,
): { readonly record: SolutionRecord; readonly found: EndlessEvidence['found'][number] } | undefined => {
  const { scalar } = solving.means
  const simple = profile.map(rounded)
  const judgedSimple = judged(solving, of, simple)
  const isSimple = judgedSimple.regret.every(([, gain]) => scalar.compare(gain, scalar.zero) <= 0)
  const told = isSimple ? simple : profile.map(precise)
  const { payoffs, regret, states, values } = isSimple ? judgedSimple : judged(solving, of, told)
  const worth = states.flatMap(({ actions }) => actions.map(({ payoff }) => scalar.toNumber(payoff)))
  const size = worth.reduce((most, n) => Math.max(most, Math.abs(n)), 0)
  if (regret.some(([, gain]) => scalar.toNumber(gain) > tolerable * size)) return undefined
  const isNone = regret.every(([, gain]) => scalar.compare(gain, scalar.zero) <= 0)
  // Where nobody mixes nothing was rounded: it is an equilibrium or none.
  if (scalar.exact && !isNone && simple.every(own => own.every(p => p.denominator === 1n))) return undefined
  const inNumerals = (p: Rational): Numeral => solving.numeral(scalar.fromRatio(p.numerator, p.denominator))
  const written = profileRecord(solving, of, told, [], exact.show)
  const record: SolutionRecord = {
    game: of.name,
    concept: of.concept,
    method,
    exact: scalar.exact && isNone,
    profile: profileRecord(solving, of, told, states, inNumerals),
    payoffs: Object.fromEntries(Object.entries(payoffs).map(([player, n]) => [player, solving.numeral(n)])),
    regret: Object.fromEntries(regret.map(([player, n]) => [player, solving.numeral(n)])),
    strategy: strategyText('found', of.name, written),
    ...(isNone ? {} : { note: nearly }),
  }
  return { record, found: { profile: told, values: values.map(own => own.map(ratioOf)) } }
}

/** What everybody gets, and the most that each could gain, in any state by one action and from the start by any. */
const judged = <N extends Numeric>(
  { means }: Solving<N>,
  { game, arena: { places, arena } }: Of<N>,
  told: Probabilities,
) => {
  const { scalar } = means
  const table = new Map(
    places.map(({ decision, observation }, place) => [structuralKey([decision.key, observation]), place]),
  )
  const keys = new Set(places.map(({ decision }) => decision.key))
  const profile: ValueProfile<N> = Object.fromEntries(
    [...keys].map(key => [
      key,
      (observation: Value<N>) => {
        const place = table.get(structuralKey([key, observation]))
        if (place === undefined) return []
        return (told[place] ?? []).flatMap(({ numerator, denominator }, a) =>
          // What is chosen in a language game are values.
          numerator === 0n
            ? []
            : [[places[place]?.actions[a] as Value<N>, scalar.fromRatio(numerator, denominator)] as const],
        )
      },
    ]),
  )
  const plan = endlessPlan(means, game, profile)
  const { payoffs, states } = checkEndless('subgamePerfect', game, profile, {
    ...means,
    epsilon: scalar.zero,
  })
  const gains = new Map(
    arena.players.map(player => [player, endlessRegret(scalar, plan, player).upper] as const),
  )
  for (const { decision, regret } of states)
    gains.set(decision.player, larger(scalar, gains.get(decision.player) ?? scalar.zero, regret))
  const values = arena.players.map(player => plan.values.of(player))
  return { payoffs, regret: [...gains], states, values }
}

const profileRecord = <N extends Numeric>(
  { notation, numeral }: Solving<N>,
  { arena: { places } }: Of<N>,
  told: Probabilities,
  states: readonly StateVerdict<N>[],
  numeralOf: (probability: Rational) => Numeral,
): SolutionRecord['profile'] => {
  const worth = new Map(
    states.map(state => [structuralKey([state.decision.key, state.observation]), state] as const),
  )
  const found: Record<string, SolutionRecord['profile'][string]> = {}
  for (const [place, { decision, observation, actions }] of places.entries()) {
    const strategy = (told[place] ?? []).flatMap((probability, a) =>
      probability.numerator === 0n
        ? []
        : [{ action: notation.show(actions[a]), probability: numeralOf(probability) }],
    )
    const state = worth.get(structuralKey([decision.key, observation]))
    found[decision.path] = [
      ...(found[decision.path] ?? []),
      {
        observation: notation.show(observation),
        strategy,
        ...(state === undefined ? {} : { payoff: numeral(state.payoff), regret: numeral(state.regret) }),
      },
    ]
  }
  return found
}
