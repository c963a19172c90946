/** A profile of a tree or a table put to the test of the definition, and reported as the check of a program is. */
import { behaviorValues, bestResponse, parentsOf, reachOf } from '../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm, ExtensiveNode } from '../form/extensiveForm.ts'
import { forgotten } from '../form/recall.ts'
import { type Piece, pieceAt, subgameRoots } from '../form/subgame.ts'
import { treeOfTable } from '../form/tableTree.ts'
import type { GambitGame } from '../gambit/open.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type {
  ChangeRecord,
  CheckRecord,
  DecisionRecord,
  FailureRecord,
  Numeral,
  StateRecord,
  UnsettledRecord,
} from '../report/report.ts'
import { type NamedPlace, placesOf } from './solvingForms.ts'

/** What a profile of a tree is checked for. */
export const formConcepts = ['nash', 'subgamePerfect'] as const

export type FormConcept = (typeof formConcepts)[number]

/** A check of one profile, and what it is called. */
export interface AskedOfForm {
  readonly concept: FormConcept
  /** Regret forgiven. */
  readonly epsilon: Rational
  readonly name: string
}

/** The record of the check; of subgame perfection every subgame is judged, and its states are of the first it is in. */
export const checkForm = (
  game: GambitGame,
  profile: BehaviorProfile<Rational>,
  asked: AskedOfForm,
  numeral: (n: Rational) => Numeral,
): CheckRecord => {
  const form = game.kind === 'tree' ? game.form : treeOfTable(game.form)
  const judging: Judging = { form, profile, asked, numeral, places: placesOf(game) }
  const whole: Piece<Rational> = { form, sets: form.informationSets.map((_, set) => set) }
  const pieces =
    asked.concept === 'nash'
      ? [whole]
      : subgameRoots(form).map(root => (root === 0 ? whole : pieceAt(exact, form, root, new Map())))
  const found = pieces.map(piece => judgePiece(judging, piece))
  const states = statesOf(judging, found)
  const failures = distinct(found.flatMap(one => one.failures))
  const unsettled = found.flatMap(one => one.unsettled)
  const holds = failures.length > 0 ? false : unsettled.length > 0 ? null : true
  const payoffs = found[0]?.payoffs ?? []
  const title = form.title === '' ? 'game' : form.title
  return {
    line: 1,
    text: `check ${asked.name} is ${asked.concept}`,
    game: title,
    strategy: asked.name,
    concept: asked.concept,
    negated: false,
    epsilon: numeral(asked.epsilon),
    holds,
    pass: holds === true,
    verdict: holds === null ? 'unknown' : holds ? 'holds' : 'fails',
    payoffs: Object.fromEntries(form.players.map((player, k) => [player, numeral(payoffs[k] ?? exact.zero)])),
    decisions: states,
    ...(failures.length === 0
      ? {}
      : {
          failures: [...failures],
          level: failures.some(({ kind }) => kind === 'oneShot') ? 'oneShot' : 'joint',
        }),
    ...(holds === null ? { unsettled: unsettled.slice(0, 1) } : {}),
    arithmetic: { kind: 'exact' },
  }
}

interface Judging {
  readonly form: ExtensiveForm<Rational>
  readonly profile: BehaviorProfile<Rational>
  readonly asked: AskedOfForm
  readonly numeral: (n: Rational) => Numeral
  /** By information set. */
  readonly places: readonly NamedPlace[]
}

/** What is found in a subgame. */
interface Found {
  readonly payoffs: readonly Rational[]
  /** By information set of the whole game what the actions are worth, where the subgame comes there. */
  readonly values: ReadonlyMap<number, readonly Rational[]>
  readonly failures: readonly FailureRecord[]
  readonly unsettled: readonly UnsettledRecord[]
}

const judgePiece = (judging: Judging, piece: Piece<Rational>): Found => {
  const { asked, numeral } = judging
  const own = piece.sets.map(set => judging.profile[set] ?? [])
  const { payoffs, actionValues, oneShot } = behaviorValues(exact, piece.form, own)
  const values = new Map(
    actionValues.flatMap((row, k) => (row === undefined ? [] : [[piece.sets[k] ?? 0, row] as const])),
  )
  const failures: FailureRecord[] = []
  const unsettled: UnsettledRecord[] = []
  const lapse = forgotten(piece.form)
  for (const [player, name] of piece.form.players.entries()) {
    const got = payoffs[player] ?? exact.zero
    const single = oneShot.flatMap((regret, k) => {
      const isOwn = piece.form.informationSets[k]?.player === player
      return isOwn && exact.compare(regret, asked.epsilon) > 0 && !isMetTwice(piece.form, k)
        ? [oneShotRecord(judging, piece.sets[k] ?? 0, values)]
        : []
    })
    failures.push(...single)
    if (single.length > 0) continue
    const best = bestResponse(exact, piece.form, own, player)
    if (best === undefined) {
      const lowest = numeral(exact.zero)
      const forgets = lapse === undefined ? {} : { forgets: lapseRecord(judging, piece, lapse) }
      unsettled.push({ kind: 'joint', player: name, lower: lowest, upper: 'Infinity', ...forgets })
      continue
    }
    const gain = exact.sub(best.value, got)
    if (exact.compare(gain, asked.epsilon) <= 0) continue
    failures.push({
      kind: 'joint',
      player: name,
      payoff: numeral(got),
      deviationPayoff: numeral(best.value),
      gain: numeral(gain),
      changes: changesOf(judging, piece, own, best.actions),
    })
  }
  return { payoffs, values, failures, unsettled }
}

/** Whether some play comes through a set twice; then what one change brings is not what it is worth at one node. */
const isMetTwice = (form: ExtensiveForm<Rational>, set: number): boolean => {
  const isThere = (node: ExtensiveNode | undefined): boolean =>
    node?.kind === 'decision' && node.informationSet === set
  const parents = parentsOf(form)
  const met: boolean[] = []
  return form.nodes.some((node, id) => {
    const before = parents[id] ?? -1
    met.push((met[before] ?? false) || isThere(form.nodes[before]))
    return isThere(node) && met[id] === true
  })
}

const lapseRecord = (
  { places }: Judging,
  { sets }: Piece<Rational>,
  { informationSet, earlier }: { readonly informationSet: number; readonly earlier: number },
) => {
  const named = (set: number): string => {
    const { decision = '', observation = '' } = places[sets[set] ?? 0] ?? {}
    return `${decision} (${observation})`
  }
  return { decision: named(informationSet), earlier: named(earlier) }
}

const mixtureOf = ({ profile, places, numeral }: Judging, set: number): ChangeRecord['from'] =>
  (places[set]?.actions ?? []).flatMap((action, a) => {
    const p = profile[set]?.[a] ?? exact.zero
    return p.numerator === 0n ? [] : [{ action, probability: numeral(p) }]
  })

const changeRecord = (judging: Judging, set: number, action: number): ChangeRecord => {
  const { decision = '', observation = '', actions = [] } = judging.places[set] ?? {}
  return { decision, observation, from: mixtureOf(judging, set), to: actions[action] ?? '' }
}

/** What the profile gets at a set, the first of the best actions, and its worth. */
const atSet = ({ profile }: Judging, set: number, values: readonly Rational[]) => {
  const got = values.reduce(
    (sum, value, a) => exact.add(sum, exact.mul(profile[set]?.[a] ?? exact.zero, value)),
    exact.zero,
  )
  const best = values.reduce((top, value, a) => (exact.compare(value, values[top] ?? value) > 0 ? a : top), 0)
  const most = values[best] ?? got
  return { got, best, most, regret: exact.sub(most, got) }
}

const oneShotRecord = (
  judging: Judging,
  set: number,
  values: ReadonlyMap<number, readonly Rational[]>,
): FailureRecord => {
  const { got, best, most, regret } = atSet(judging, set, values.get(set) ?? [])
  const { numeral } = judging
  return {
    kind: 'oneShot',
    player: judging.places[set]?.decision ?? '',
    ...changeRecord(judging, set, best),
    payoff: numeral(got),
    deviationPayoff: numeral(most),
    gain: numeral(regret),
  }
}

/** Where the reply does something else than the profile, of the sets that it comes to. */
const changesOf = (
  judging: Judging,
  piece: Piece<Rational>,
  own: BehaviorProfile<Rational>,
  reply: readonly (number | undefined)[],
): ChangeRecord[] => {
  const replied = own.map((row, k) => {
    const action = reply[k]
    return action === undefined ? row : row.map((_, a) => (a === action ? exact.one : exact.zero))
  })
  const reach = reachOf(exact, piece.form, replied)
  const met = new Set(
    piece.form.nodes.flatMap((node, id) =>
      node.kind === 'decision' && (reach[id]?.numerator ?? 0n) > 0n ? [node.informationSet] : [],
    ),
  )
  return reply.flatMap((action, k) => {
    if (action === undefined || !met.has(k) || exact.equals(own[k]?.[action] ?? exact.zero, exact.one))
      return []
    return [changeRecord(judging, piece.sets[k] ?? 0, action)]
  })
}

/** A failure is told once, though a subgame lies in others. */
const distinct = (failures: readonly FailureRecord[]): readonly FailureRecord[] => {
  const seen = new Set<string>()
  return failures.filter(failure => {
    const key =
      failure.kind === 'oneShot'
        ? JSON.stringify([failure.decision, failure.observation])
        : JSON.stringify(failure)
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** By player its information sets that are reached, each judged in the first subgame in which it is. */
const statesOf = (judging: Judging, found: readonly Found[]): DecisionRecord[] => {
  const { form, profile, places, numeral } = judging
  const { reach } = behaviorValues(exact, form, profile)
  const decisions = new Map<string, StateRecord[]>()
  for (const [set, { decision, observation, actions }] of places.entries()) {
    const values = found.find(one => one.values.has(set))?.values.get(set)
    if (values === undefined) continue
    const { got, best, most, regret } = atSet(judging, set, values)
    const states = decisions.get(decision) ?? []
    decisions.set(decision, states)
    states.push({
      observation,
      probability: numeral(reach[set] ?? exact.zero),
      strategy: mixtureOf(judging, set),
      payoff: numeral(got),
      best: { action: actions[best] ?? '', payoff: numeral(most) },
      regret: numeral(regret),
      actions: actions.map((action, a) => ({ action, payoff: numeral(values[a] ?? exact.zero) })),
      account: 'onward',
    })
  }
  return [...decisions].map(([decision, states]) => ({ decision, player: decision, states }))
}
