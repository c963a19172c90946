/** `drive`: which block it is about, what its items feed and send, and how often. */
import type {
  Block,
  DriveDeclaration,
  Every,
  Expression,
  Feed,
  GameDeclaration,
  ParamDeclaration,
  Send,
  StrategyDeclaration,
} from '../syntax/ast.ts'
import {
  commandedTwice,
  drivenNoBlock,
  explainedInFeed,
  fedTwice,
  notFed,
  nothingToDrive,
  nothingToFeed,
  type PaceFault,
  pace,
} from './driveErrors.ts'
import { resolveExpression } from './expressions.ts'
import { localsOf } from './patterns.ts'
import { isReported, noteUse, type Resolution } from './resolution.ts'
import type { DriveBoundary, PlayName, QuantityUse, ResolvedFeed, ResolvedSend } from './resolvedDrive.ts'
import { isDrivable } from './resolvedDrive.ts'
import { type Local, withNames } from './scope.ts'

/** Resolves a drive; all that is wrong with it is told at once. */
export const resolveDrive = (r: Resolution, d: DriveDeclaration): void => {
  const time = paceOf(r, d)
  const driven = drivenOf(r, d)
  const block = driven === undefined ? undefined : blockOf(r, driven)
  if (driven !== undefined && block === undefined)
    r.tables.diagnostics.push(drivenNoBlock(d.driven, driven.name))
  const within: Resolution & { readonly quantities: QuantityUse[] } = { ...r, quantities: [] }
  const boundary = block === undefined ? undefined : boundaryOf(r, block.block)
  const feeds = feedsOf(within, d, boundary)
  const play = boundary?.play ?? []
  const sends = sendsOf(within, d, boundary)
  if (boundary !== undefined && d.isWhole) missing(r, d, boundary, feeds)
  if (within.incomplete) r.incomplete = true
  if (driven === undefined || block === undefined || time === undefined) return
  r.tables.drives.set(d.id, { driven, ...block, ...time, feeds, sends, play })
}

const drivenOf = (
  r: Resolution,
  { driven }: DriveDeclaration,
): StrategyDeclaration | GameDeclaration | undefined => {
  const found = r.top.values.get(driven.text)
  if (found !== undefined && isDrivable(found.value)) {
    noteUse(r.tables, found)
    r.tables.values.set(driven.id, { kind: 'declaration', declaration: found.value })
    return found.value
  }
  if (!isReported(r.top, driven.text)) r.tables.diagnostics.push(nothingToDrive(driven, r.top))
  return undefined
}

// ------------------------------------------------------------------------------------------ the block

interface BlockOfGame {
  readonly game: GameDeclaration
  readonly block: Block
}

/** The block that a strategy or game plays, through games that stand for others. */
const blockOf = (r: Resolution, driven: StrategyDeclaration | GameDeclaration): BlockOfGame | undefined => {
  const named = driven.kind === 'game' ? driven : gameNamed(r, driven.game.id)
  const seen = new Set<GameDeclaration>()
  for (let game = named; game !== undefined && !seen.has(game); ) {
    seen.add(game)
    const body = headOf(game.body)
    if (body.kind === 'block') return { game, block: body.block }
    game = body.kind === 'variable' ? gameNamed(r, body.id) : undefined
  }
  return undefined
}

const headOf = (e: Expression): Expression => {
  let head = e
  for (;;)
    if (head.kind === 'apply') head = head.function
    else if (head.kind === 'annotate') head = head.expression
    else return head
}

const gameNamed = ({ tables }: Resolution, id: number): GameDeclaration | undefined => {
  const binding = tables.values.get(id)
  return binding?.kind === 'declaration' && binding.declaration.kind === 'game'
    ? binding.declaration
    : undefined
}

/** Patterns are resolved already: their faults are not to be told twice. */
const boundaryOf = (r: Resolution, block: Block): DriveBoundary => {
  const quiet: Resolution = { ...r, tables: { ...r.tables, diagnostics: [] } }
  const inputs = localsOf(quiet, block.inputs)
  const outputs = block.lines.flatMap(line => localsOf(quiet, line.outputs))
  const labels = block.lines.flatMap(({ label }): readonly PlayName[] =>
    label === undefined ? [] : [{ name: label.text, binder: label.id, span: label.span, of: 'label' }],
  )
  const values = [...inputs, ...outputs].map((local): PlayName => ({ ...local, of: 'value' }))
  // A name of the block wins over a label, as in the record of a play.
  const play = new Map([...labels, ...values].map(one => [one.name, one]))
  return { inputs, returns: localsOf(quiet, block.returns), play: [...play.values()] }
}

// ------------------------------------------------------------------------------------------ items

const isFeed = (item: DriveDeclaration['items'][number]): item is Feed => item.kind === 'feed'
const isSend = (item: DriveDeclaration['items'][number]): item is Send => item.kind === 'send'

/** The quantities that `resolve` meets. */
const readsIn = (r: { readonly quantities: QuantityUse[] }, resolve: () => void): readonly QuantityUse[] => {
  const before = r.quantities.length
  resolve()
  return r.quantities.slice(before)
}

const feedsOf = (
  r: Resolution & { readonly quantities: QuantityUse[] },
  d: DriveDeclaration,
  boundary: DriveBoundary | undefined,
): readonly ResolvedFeed[] => {
  const seen = new Map<string, Feed>()
  return d.items.filter(isFeed).flatMap(feed => {
    const first = seen.get(feed.name.text)
    if (first === undefined) seen.set(feed.name.text, feed)
    else r.tables.diagnostics.push(fedTwice(feed.name, first.name))
    const { diagnostics } = r.tables
    const before = diagnostics.length
    const reads = readsIn(r, () => resolveExpression(r, undefined, feed.value))
    diagnostics.push(...diagnostics.splice(before).map(explainedInFeed(boundary?.play ?? [])))
    if (boundary === undefined || first !== undefined) return []
    const target = targetOf(r, feed, boundary)
    if (target === undefined) {
      if (!isReported(r.top, feed.name.text))
        r.tables.diagnostics.push(nothingToFeed(feed.name, boundary, paramsIn(r)))
      return []
    }
    return [{ feed, target, reads }]
  })
}

/** An input of the block, else a name that it is returned, else a parameter. */
const targetOf = (
  r: Resolution,
  { name }: Feed,
  { inputs, returns }: DriveBoundary,
): ResolvedFeed['target'] | undefined => {
  const input = inputs.find(one => one.name === name.text)
  if (input !== undefined) return { to: 'input', local: input }
  const returned = returns.find(one => one.name === name.text)
  if (returned !== undefined) return { to: 'returned', local: returned }
  const found = r.top.values.get(name.text)
  if (found?.value.kind !== 'param') return undefined
  noteUse(r.tables, found)
  return { to: 'param', param: found.value }
}

const paramsIn = ({ top }: Resolution): readonly ParamDeclaration[] =>
  [...top.values.values()].flatMap(({ value }) => (value.kind === 'param' ? [value] : []))

const sendsOf = (
  r: Resolution & { readonly quantities: QuantityUse[] },
  d: DriveDeclaration,
  boundary: DriveBoundary | undefined,
): readonly ResolvedSend[] => {
  const names = new Map((boundary?.play ?? []).map(one => [one.name, one]))
  const seen = new Map<string, Send>()
  return d.items.filter(isSend).map(send => {
    const first = seen.get(send.quantity.path)
    if (first === undefined) seen.set(send.quantity.path, send)
    else r.tables.diagnostics.push(commandedTwice(send.quantity, first.quantity))
    if (boundary === undefined) return { send, reads: [] }
    const scope = withNames(undefined, names)
    return { send, reads: readsIn(r, () => resolveExpression(r, scope, send.value)) }
  })
}

/** What the block binds and nothing feeds. */
const missing = (
  r: Resolution,
  d: DriveDeclaration,
  { inputs, returns }: DriveBoundary,
  feeds: readonly ResolvedFeed[],
): void => {
  const fed = new Set(feeds.map(({ feed }) => feed.name.text))
  const lacking = (locals: readonly Local[]) => locals.filter(({ name }) => !fed.has(name))
  const [unfedInputs, unfedReturns] = [lacking(inputs), lacking(returns)]
  if (unfedInputs.length + unfedReturns.length > 0)
    r.tables.diagnostics.push(notFed(d, unfedInputs, unfedReturns))
}

// ------------------------------------------------------------------------------------------ time

const secondsIn: ReadonlyMap<string, number> = new Map(
  (
    [
      ['second', 1],
      ['minute', 60],
      ['hour', 3600],
      ['day', 86_400],
    ] as const
  ).flatMap(([unit, seconds]) => [
    [unit, seconds],
    [`${unit}s`, seconds],
  ]),
)

const paceOf = (
  r: Resolution,
  d: DriveDeclaration,
): { readonly everySeconds: number; readonly steps: number } | undefined => {
  const [every, ...others] = d.items.filter(item => item.kind === 'every')
  const tell = (fault: PaceFault): void => {
    r.tables.diagnostics.push(pace(fault))
  }
  if (every === undefined) {
    if (d.isWhole) tell({ kind: 'none', span: d.driven.span })
    return undefined
  }
  for (const other of others) tell({ kind: 'again', span: other.span, first: every.span })
  return durationOf(every, tell)
}

const durationOf = (
  { length, lengthSpan, unit, count, countSpan, word }: Every,
  tell: (fault: PaceFault) => void,
): { readonly everySeconds: number; readonly steps: number } | undefined => {
  const seconds = secondsIn.get(unit.text)
  if (seconds === undefined) tell({ kind: 'unit', name: unit, units: [...secondsIn.keys()] })
  const [each, steps] = [numberOf(length), numberOf(count)]
  const isLong = each > 0 && Number.isFinite(each * (seconds ?? 1))
  if (!isLong) tell({ kind: 'length', span: lengthSpan, text: length })
  const isMany = Number.isSafeInteger(steps) && steps > 0
  if (!isMany) tell({ kind: 'count', span: countSpan, text: count })
  const isStep = word === undefined || word.text === 'steps' || word.text === 'step'
  if (!isStep) tell({ kind: 'word', name: word })
  return seconds !== undefined && isLong && isMany && isStep
    ? { everySeconds: each * seconds, steps }
    : undefined
}

/** JavaScript reads the literals of the language as they are meant, but for their signs. */
const numberOf = (text: string): number => (text.startsWith('-') ? -Number(text.slice(1)) : Number(text))
