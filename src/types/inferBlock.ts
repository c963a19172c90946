/**
 * Blocks: the wires of every line must carry what its operation takes and gives.
 *
 *             inputs : X ──▶ ┌───────────┐ ──▶ outputs : Y
 *                            │ operation │
 *           feedback : S ◀── └───────────┘ ◀── returns : R
 */
import type { Block, BlockExpression, Expression, Pattern, RepeatExpression } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { fitLine, fitReturns } from './fitLine.ts'
import type { Game } from './inferComposition.ts'
import { check, infer } from './inferExpression.ts'
import { type Inference, noteIrrefutable, record, report } from './inference.ts'
import { inferPattern } from './inferPattern.ts'
import { blockPlay } from './play.ts'
import { cellOf, fresh, gameOf } from './substitution.ts'
import { listOf, real, wireOf } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

export const inferBlockExpression = (inf: Inference, e: BlockExpression): Type => inferBlock(inf, e.block)

/** The game type of a block. */
export const inferBlock = (inf: Inference, block: Block): Type => {
  const x = bindWire(inf, block.inputs)
  const r = bindWire(inf, block.returns)
  const lines = block.lines.map(line => ({
    line,
    y: bindWire(inf, line.outputs),
    // A line without `feedback` throws away what comes back.
    s: line.feedback.length === 0 ? fresh(inf.s) : bindWire(inf, line.feedback),
  }))
  // Forward first: what the operations put out is known before it is used in payoffs.
  const games = lines.map(({ line, y, s }) => {
    const game: Game = {
      kind: 'game',
      ...{ x: fresh(inf.s), s, y, r: fresh(inf.s), play: fresh(inf.s) },
    }
    record(inf, line, game)
    fitLine(inf, line, game)
    return { line, game }
  })
  for (const { line, game } of games) fitReturns(inf, line, game)
  const y = useWire(inf, block.outputs)
  const s = useWire(inf, block.feedback)
  const names = [...block.inputs, ...block.lines.flatMap(line => line.outputs)].flatMap(bound)
  const play = blockPlay(
    names.flatMap(([name, id]) => {
      const scheme = inf.locals.get(id)
      return scheme === undefined ? [] : [[name, scheme.type] as const]
    }),
    games.flatMap(({ line, game }) =>
      line.label === undefined ? [] : [[line.label.text, game.play] as const],
    ),
  )
  return record(inf, block, gameOf(inf.s, { x, s, y, r }, play))
}

/** The names that a pattern binds, from left to right. */
const bound = (pattern: Pattern): readonly (readonly [string, number])[] => {
  switch (pattern.kind) {
    case 'variable':
      return [[pattern.name, pattern.id]]
    case 'annotate':
      return bound(pattern.pattern)
    case 'tuple':
    case 'list':
      return pattern.items.flatMap(bound)
    case 'constructor':
      return pattern.fields.flatMap(bound)
    case 'record':
      return pattern.fields.flatMap(f => bound(f.pattern))
    default:
      return []
  }
}

const bindWire = (inf: Inference, patterns: readonly Pattern[]): Type =>
  wireOf(
    patterns.map(p => {
      noteIrrefutable(inf, [p])
      return inferPattern(inf, p)
    }),
  )

const useWire = (inf: Inference, expressions: readonly Expression[]): Type =>
  wireOf(expressions.map(e => infer(inf, e)))

/** `repeat n { … }`: outputs go into inputs, feedback into returns; the play is the list of the rounds' plays. */
export const inferRepeat = (inf: Inference, e: RepeatExpression): Type => {
  check(inf, e.count, real, { text: 'a game is repeated a number of times' })
  const round = inferBlock(inf, e.block)
  if (round.kind !== 'game') return round
  const isClosed =
    returnsTo(inf, e, ['outputs', 'inputs'], round.y, round.x) &&
    returnsTo(inf, e, ['feedback', 'returns'], round.s, round.r)
  return isClosed ? gameOf(inf.s, round, listOf(cellOf(inf.s, round.play))) : fresh(inf.s)
}

const returnsTo = (
  inf: Inference,
  e: RepeatExpression,
  [out, into]: readonly [string, string],
  given: Type,
  taken: Type,
): boolean => {
  if (unify(inf.s, given, taken) === undefined) return true
  const print = printer(inf)
  report(
    inf,
    typeError(
      'G3013',
      `a round gives \`${print(given)}\` and takes \`${print(taken)}\``,
      { span: e.span },
      {
        explanation: [
          `The \`${out}\` of one round are the \`${into}\` of the next one to play, so that they need the same type.`,
        ],
      },
    ),
  )
  return false
}
