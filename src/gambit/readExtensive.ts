/** `.efg`: the nodes of a tree in prefix order. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { ExtensiveForm, ExtensiveNode, InformationSet, Outcome } from '../form/extensiveForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Source, Span } from '../source/source.ts'
import { described, distinctLabels, type Reading, reading, Unreadable } from './reading.ts'
import { header, payoffList, payoffsHint, payoffsWrong, playersOf } from './readNormal.ts'

export interface ReadForm {
  readonly form: ExtensiveForm<Rational>
  /** Warnings: labels that are not distinct, text after the last node. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The game of an `.efg` file. Errors: what is wrong with the text. */
export const readExtensive = (source: Source): E.Either<readonly Diagnostic[], ReadForm> => {
  const r = reading(source)
  try {
    const read = game(r)
    return r.diagnostics.length > 0 ? E.left(r.diagnostics) : E.right(read)
  } catch (error) {
    if (error instanceof Unreadable) return E.left(r.diagnostics)
    throw error
  }
}

const game = (r: Reading): ReadForm => {
  header(r, 'EFG', 2)
  const title = r.text('the title of the game')
  const players = playersOf(r)
  const comment = r.peek().kind === 'text' ? r.text('a comment') : ''
  const t = tables(players)
  const nodes = tree(r, t)
  const warnings: Diagnostic[] = []
  const last = r.peek()
  if (last.kind !== 'end')
    warnings.push(
      diagnostic('G7204', 'there is text after the last node', {
        primary: { span: last.span, text: 'this and what follows is not read' },
      }),
    )
  warnings.push(...repeatedLabels(t))
  return {
    diagnostics: warnings,
    form: {
      title,
      comment,
      players,
      nodes: t.repeated.length === 0 ? nodes : labeledNodes(nodes),
      informationSets: labeledSets(t),
      draws: t.draws.all.map(({ label, actions, probabilities }) => ({
        label,
        branches: actions.map((action, k) => ({
          label: action,
          probability: probabilities[k] ?? exact.zero,
        })),
      })),
      outcomes: t.outcomes.all.map(({ label, payoffs }): Outcome<Rational> => ({ label, payoffs })),
    },
  }
}

/** What was met under a number, and where. */
interface Met {
  readonly span: Span
}

interface MetSet extends Met {
  readonly player: number
  readonly label: string
  readonly actions: readonly string[]
}

interface MetDraw extends Met {
  readonly label: string
  readonly actions: readonly string[]
  readonly texts: readonly string[]
  readonly probabilities: readonly Rational[]
}

interface MetOutcome extends Met {
  readonly label: string
  readonly payoffs: readonly Rational[]
}

interface Tables {
  readonly players: readonly string[]
  readonly sets: Numbered<MetSet>
  readonly draws: Numbered<MetDraw>
  readonly outcomes: Numbered<MetOutcome>
  /** Where names of nodes were met first, and those met again. */
  readonly names: Map<string, Span>
  readonly repeated: { readonly label: string; readonly span: Span }[]
}

/** Things under the numbers of the file, in the order in which they are met. */
interface Numbered<A> {
  readonly all: A[]
  readonly find: (key: string) => { readonly place: number; readonly thing: A } | undefined
  readonly add: (key: string, thing: A) => number
}

const numbered = <A>(): Numbered<A> => {
  const places = new Map<string, number>()
  const all: A[] = []
  return {
    all,
    find: key => {
      const place = places.get(key)
      const thing = place === undefined ? undefined : all[place]
      return place === undefined || thing === undefined ? undefined : { place, thing }
    },
    add: (key, thing) => {
      places.set(key, all.length)
      return all.push(thing) - 1
    },
  }
}

const tables = (players: readonly string[]): Tables => ({
  players,
  sets: numbered(),
  draws: numbered(),
  outcomes: numbered(),
  names: new Map(),
  repeated: [],
})

/** Nodes that a tree may have. */
const mostNodes = 10_000_000

/** The nodes; deep trees need no deep stack. */
const tree = (r: Reading, t: Tables): readonly ExtensiveNode[] => {
  const nodes: ExtensiveNode[] = []
  const children: number[][] = []
  /** Nodes that still lack children, the last one first. */
  const open: { readonly id: number; readonly wanted: number }[] = []
  do {
    const id = nodes.length
    if (id >= mostNodes)
      r.stop('G7203', `a tree of more than ${mostNodes} nodes is too large`, { span: r.peek().span })
    const parent = open[open.length - 1]
    if (parent !== undefined) {
      const own = children[parent.id] ?? []
      own.push(id)
      if (own.length === parent.wanted) open.pop()
    }
    const own: number[] = []
    children.push(own)
    const { node, wanted } = nodeAt(r, t, own)
    nodes.push(node)
    if (wanted > 0) open.push({ id, wanted })
  } while (open.length > 0)
  return nodes
}

const nodeAt = (
  r: Reading,
  t: Tables,
  children: readonly number[],
): { readonly node: ExtensiveNode; readonly wanted: number } => {
  const kind = r.next()
  const word = kind.kind === 'symbol' ? kind.value : ''
  if (word !== 'c' && word !== 'p' && word !== 't')
    return r.stop('G7203', 'a node is expected here: `c`, `p` or `t`', {
      span: kind.span,
      label:
        kind.kind === 'end' ? 'the file ends, and some node lacks a child' : `this is ${described(kind)}`,
      explanation:
        'The nodes of a tree follow each other with each node before its children, in the order of actions.',
      hint:
        kind.kind === 'end'
          ? 'add the nodes that are missing: each has as many children as actions'
          : 'begin a node with `c` where chance moves, `p` where a player does, `t` where the game ends',
    })
  const { span } = r.peek()
  const label = r.text('the name of the node')
  if (label !== '')
    if (t.names.has(label)) t.repeated.push({ label, span })
    else t.names.set(label, span)
  if (word === 't') return { node: { kind: 'terminal', label, outcome: outcomeAt(r, t) }, wanted: 0 }
  if (word === 'c') {
    const draw = drawAt(r, t)
    const node: ExtensiveNode = { kind: 'chance', label, outcome: outcomeAt(r, t), draw, children }
    return { node, wanted: t.draws.all[draw]?.actions.length ?? 0 }
  }
  const informationSet = setAt(r, t)
  const node: ExtensiveNode = { kind: 'decision', label, outcome: outcomeAt(r, t), informationSet, children }
  return { node, wanted: t.sets.all[informationSet]?.actions.length ?? 0 }
}

/** A name and a list of actions; nothing where they are left out. */
const actionsOf = (r: Reading, withNumbers: boolean) => {
  if (r.peek().kind !== 'text') return undefined
  const { span } = r.peek()
  const label = r.text('the name of the information set')
  r.expect('{', 'the list of actions')
  const actions: string[] = []
  const texts: string[] = []
  const probabilities: Rational[] = []
  while (r.peek().kind === 'text') {
    actions.push(r.text('an action'))
    if (!withNumbers) continue
    const token = r.peek()
    probabilities.push(r.number('the probability of the action'))
    texts.push(token.kind === 'number' ? token.text : '')
  }
  r.expect('}', 'the name of an action in quotes, or `}`,')
  if (actions.length === 0)
    r.stop('G7203', 'there is nothing to choose from', {
      span,
      hint: 'list one action at least; a node where nothing is chosen is `t`',
    })
  return { label, actions, texts, probabilities, span }
}

const setAt = (r: Reading, t: Tables): number => {
  const { span: playerSpan } = r.peek()
  const player = r.whole('the number of a player')
  if (player < 1 || player > t.players.length)
    r.stop('G7203', `there is no player ${player}`, {
      span: playerSpan,
      explanation: `Players are numbered from 1 to ${t.players.length}; chance has nodes of its own, \`c\`.`,
      hint: 'name a player of the list at the top, or add one there',
    })
  const { span } = r.peek()
  const number = r.digits('the number of the information set')
  const key = `${player} ${number}`
  const known = t.sets.find(key)
  const given = actionsOf(r, false)
  if (known === undefined) {
    if (given === undefined)
      return r.stop('G7203', `information set ${number} has no actions`, {
        span,
        hint: 'its first node gives its name and the list of its actions',
      })
    return t.sets.add(key, { span, player: player - 1, label: given.label, actions: given.actions })
  }
  if (given !== undefined) {
    const { label, actions } = known.thing
    if (given.label !== label || !areSame(given.actions, actions))
      r.complain('G7203', `information set ${number} is given otherwise before`, {
        span: given.span,
        secondary: known.thing.span,
        explanation: 'Its nodes cannot be told apart, so that name and actions are the same at all of them.',
        hint: 'leave out name and actions here, or give this node another information set',
      })
  }
  return known.place
}

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((text, k) => text === others[k])

const drawAt = (r: Reading, t: Tables): number => {
  const { span } = r.peek()
  const number = r.digits('the number of the chance move')
  const known = t.draws.find(number)
  const given = actionsOf(r, true)
  if (known === undefined) {
    if (given === undefined)
      return r.stop('G7203', `chance move ${number} has no outcomes`, {
        span,
        hint: 'its first node gives its name and the list of actions with their probabilities',
      })
    const total = given.probabilities.reduce(exact.add, exact.zero)
    if (!exact.equals(total, exact.one))
      r.complain('G7203', `probabilities sum to ${exact.show(total)}, not to 1`, {
        span: given.span,
        hint: 'write what decimals cannot express as fractions, `1/3`',
      })
    if (given.probabilities.some(p => p.numerator < 0n))
      r.complain('G7203', 'a probability is negative', {
        span: given.span,
        hint: 'probabilities are between 0 and 1',
      })
    return t.draws.add(number, { ...given, span })
  }
  if (given !== undefined) {
    const { label, actions, probabilities } = known.thing
    const isSame =
      given.label === label &&
      areSame(given.actions, actions) &&
      given.probabilities.every((p, k) => exact.equals(p, probabilities[k] ?? exact.zero))
    if (!isSame)
      r.complain('G7203', `chance move ${number} is given otherwise before`, {
        span: given.span,
        secondary: known.thing.span,
        hint: 'leave out name and probabilities here, or number the chance moves apart',
      })
  }
  return known.place
}

const outcomeAt = (r: Reading, t: Tables): number | undefined => {
  const { span } = r.peek()
  const number = r.digits('the number of an outcome, 0 for none,')
  const given = outcomeGiven(r)
  if (number === '0') {
    if (given !== undefined)
      r.complain('G7203', 'outcome 0 is none: it has no name and no payoffs', {
        span: given.span,
        hint: 'give the outcome another number',
      })
    return undefined
  }
  const known = t.outcomes.find(number)
  if (known === undefined) {
    if (given === undefined)
      return r.stop('G7203', `outcome ${number} has no payoffs`, {
        span,
        hint: 'where it is first met, its number is followed by its name and payoffs',
      })
    if (given.payoffs.length !== t.players.length)
      r.complain('G7203', payoffsWrong(given.payoffs.length, t.players.length), {
        span: given.span,
        hint: payoffsHint,
      })
    return t.outcomes.add(number, { ...given, span })
  }
  if (given !== undefined) {
    const { payoffs } = known.thing
    const isSame =
      given.payoffs.length === payoffs.length &&
      given.payoffs.every((payoff, k) => exact.equals(payoff, payoffs[k] ?? exact.zero))
    if (!isSame)
      r.complain('G7203', `outcome ${number} is given otherwise before`, {
        span: given.span,
        secondary: known.thing.span,
        hint: 'leave out the payoffs here, or number the outcomes apart',
      })
  }
  return known.place
}

/** A name and payoffs in braces; some files leave the name out. */
const outcomeGiven = (r: Reading) => {
  if (r.peek().kind !== 'text' && r.peek().kind !== '{') return undefined
  const { span } = r.peek()
  const label = r.peek().kind === 'text' ? r.text('the name of the outcome') : ''
  r.expect('{', 'the payoffs of the outcome, in braces,')
  const payoffs = payoffList(r)
  r.expect('}', 'a payoff, or `}`,')
  return { label, payoffs, span }
}

/** Labels by which a player's information sets, and the actions of each, are told apart. */
const labeledSets = ({ sets, players }: Tables): readonly InformationSet[] => {
  const given: string[][] = players.map(() => [])
  const places = sets.all.map(({ player, label }) => (given[player]?.push(label) ?? 1) - 1)
  const labels = given.map(distinctLabels)
  return sets.all.map(
    ({ player, actions }, set): InformationSet => ({
      player,
      label: labels[player]?.[places[set] ?? 0] ?? '',
      actions: distinctLabels(actions),
    }),
  )
}

/** Names of nodes told apart; most have none. */
const labeledNodes = (nodes: readonly ExtensiveNode[]): readonly ExtensiveNode[] => {
  const named = nodes.filter(({ label }) => label !== '')
  const labels = distinctLabels(named.map(({ label }) => label)).values()
  return nodes.map(node => (node.label === '' ? node : { ...node, label: labels.next().value ?? '' }))
}

/** One warning for nodes and one for information sets, at the first that repeats a name. */
const repeatedLabels = ({ sets, names, repeated }: Tables): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  const tell = (title: string, span: Span, first: Span): void => {
    found.push(
      diagnostic('G7204', title, {
        primary: { span },
        secondary: [{ span: first, text: 'first here' }],
        explanation: ['Those that repeat a name are numbered, to tell them apart.'],
      }),
    )
  }
  const [again] = repeated
  const named = again === undefined ? undefined : names.get(again.label)
  if (again !== undefined && named !== undefined)
    tell(`two nodes are called \`${again.label}\``, again.span, named)
  const met = new Map<string, Span>()
  for (const { player, label, span } of sets.all) {
    const key = `${player} ${label}`
    const first = met.get(key)
    if (label !== '' && first !== undefined) {
      tell(`two information sets of a player are called \`${label}\``, span, first)
      break
    }
    met.set(key, span)
  }
  return found
}
