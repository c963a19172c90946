/** Whether an operation fits its line: G3004 for every wire that does not. */
import { cover, type Span } from '../source/source.ts'
import type { Expression, Line } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { calleeName } from './inferApplication.ts'
import type { Game } from './inferComposition.ts'
import { infer } from './inferExpression.ts'
import { type Inference, record, report } from './inference.ts'
import { prune } from './substitution.ts'
import { unit, wireOf } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

type Field = 'inputs' | 'outputs' | 'returns' | 'feedback'

/** How an operation and a field of its line speak of one wire. */
const words: Readonly<Record<Field, { readonly operation: string; readonly field: string }>> = {
  inputs: { operation: 'takes', field: 'gives' },
  outputs: { operation: 'puts out', field: 'takes' },
  returns: { operation: 'gets back', field: 'gives' },
  feedback: { operation: 'feeds back', field: 'takes' },
}

/**
 * Infers the operation and the expressions of a line and unifies each wire with the line's game type.
 *
 * `returns` is compared when all of the block is known: it may use names that later lines bind.
 */
export const fitLine = (inf: Inference, line: Line, game: Game): void => {
  const { operation } = line
  if (operation.kind === 'hole' || operation.kind === 'broken') {
    infer(inf, operation)
    record(inf, operation, game)
    if (line.feedback.length === 0) unify(inf.s, game.s, unit)
    useInputs(inf, line, game)
    return
  }
  const type = prune(inf.s, infer(inf, operation))
  if (type.kind === 'variable') unify(inf.s, type, game)
  if (type.kind !== 'game' && type.kind !== 'variable') {
    report(inf, notAGame(inf, operation, type))
    useInputs(inf, line, game)
    return
  }
  if (type.kind === 'game') {
    unify(inf.s, game.play, type.play)
    wire(inf, line, 'outputs', type.y, game.y)
    if (line.feedback.length > 0) wire(inf, line, 'feedback', type.s, game.s)
    else inf.discarded.push({ declaration: inf.current, span: operation.span, feedback: type.s })
    unify(inf.s, game.s, type.s)
    unify(inf.s, game.x, type.x)
    unify(inf.s, game.r, type.r)
  }
  useInputs(inf, line, game)
}

const useInputs = (inf: Inference, line: Line, game: Game): void =>
  wire(inf, line, 'inputs', game.x, wireOf(line.inputs.map(e => infer(inf, e))))

/** The `returns` of a line against what its operation gets back. */
export const fitReturns = (inf: Inference, line: Line, game: Game): void =>
  wire(inf, line, 'returns', game.r, wireOf(line.returns.map(e => infer(inf, e))))

const spanOf = (nodes: readonly { readonly span: Span }[]): Span | undefined => {
  const [first, ...rest] = nodes
  return first === undefined ? undefined : rest.reduce((whole, n) => cover(whole, n.span), first.span)
}

const wire = (inf: Inference, line: Line, field: Field, operation: Type, written: Type): void => {
  if (line[field].length === 0 && isListOfUnits(inf, operation)) return
  if (unify(inf.s, operation, written) === undefined) return
  const print = printer(inf)
  const [wanted, given] = [print(operation), print(written)]
  const { operation: does, field: gives } = words[field]
  const at = spanOf(line[field])
  const head = calleeName(headOf(line.operation)).replace('the function', 'this operation')
  const title = `${head} ${does} \`${wanted}\`, \`${field}\` ${gives} \`${given}\``
  const problem = typeError(
    'G3004',
    title,
    at === undefined
      ? { span: line.operation.span, text: `${does} \`${wanted}\`` }
      : { span: at, text: `\`${field}\` ${gives} \`${given}\`` },
    {
      explanation: at === undefined ? [`The line has no \`${field}\`, which means \`()\`.`] : [],
      hint: hintFor(field, at === undefined, wanted),
    },
  )
  report(inf, {
    ...problem,
    secondary: at === undefined ? [] : [{ span: line.operation.span, text: `${does} \`${wanted}\`` }],
  })
}

/** A population of members that need nothing on a wire: leaving the field out gives each its `()`. */
const isListOfUnits = (inf: Inference, operation: Type): boolean => {
  const type = prune(inf.s, operation)
  if (type.kind !== 'constructor' || type.name !== 'List') return false
  const [item] = type.arguments.map(argument => prune(inf.s, argument))
  return item?.kind === 'tuple' && item.items.length === 0
}

const headOf = (operation: Expression): Expression => {
  let head = operation
  while (head.kind === 'apply') head = head.function
  return head
}

const hintFor = (field: Field, isMissing: boolean, wanted: string): string | undefined => {
  if (isMissing && field === 'returns') return 'write the payoff of the decision after `returns :`'
  if (isMissing) return `write \`${field} : … ;\``
  return wanted === '()' ? `leave \`${field}\` empty` : undefined
}

const notAGame = (inf: Inference, operation: Expression, type: Type) => {
  const shown = printer(inf)(type)
  const head = calleeName(headOf(operation)).replace('the function', 'this operation')
  if (type.kind !== 'function')
    return typeError(
      'G3004',
      `${head} is no game but \`${shown}\``,
      { span: operation.span },
      {
        explanation: ['An operation is a game: an atomic one such as `decision`, or one that was declared.'],
      },
    )
  return typeError(
    'G3004',
    `${head} needs more arguments to be a game`,
    { span: operation.span, text: `this is \`${shown}\`` },
    { hint: 'give the arguments that are missing' },
  )
}
