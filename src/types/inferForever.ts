/** `forever stage discount d at s0`: a game of one state to the next, played without end. */
import type { ForeverExpression } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { freshGame, type Game } from './inferComposition.ts'
import { check, fits, infer } from './inferExpression.ts'
import { type Inference, report } from './inference.ts'
import { cellOf, fresh, gameOf, prune } from './substitution.ts'
import { listOf, real, unit } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

/** The type of the whole is that of a closed game whose play is the list of the stages' plays. */
export const inferForever = (inf: Inference, e: ForeverExpression): Type => {
  const stage = freshGame(inf.s)
  check(inf, e.stage, stage, { text: 'what is played for ever is a game' })
  check(inf, e.discount, real, { text: 'the discount factor is a number' })
  const isClosed = [
    passesOn(inf, e, stage),
    endsNowhere(inf, e, ['feedback', 'feeds back'], stage.s),
    endsNowhere(inf, e, ['returns', 'is returned'], stage.r),
  ].every(Boolean)
  checkStart(inf, e, stage.x)
  if (!isClosed) return fresh(inf.s)
  return gameOf(inf.s, { x: unit, s: unit, y: unit, r: unit }, listOf(cellOf(inf.s, stage.play)))
}

/** The state to begin with; a distribution always means that the state is drawn from it. */
const checkStart = (inf: Inference, e: ForeverExpression, state: Type): void => {
  const start = prune(inf.s, infer(inf, e.start))
  const drawn = start.kind === 'constructor' && start.name === 'Dist' ? start.arguments[0] : undefined
  fits(inf, e.start, state, drawn ?? start, {
    text: 'this is the state of the first stage',
    span: e.stage.span,
  })
}

const passesOn = (inf: Inference, e: ForeverExpression, { x, y }: Game): boolean => {
  if (unify(inf.s, y, x) === undefined) return true
  const print = printer(inf)
  report(
    inf,
    typeError(
      'G3013',
      `a stage gives \`${print(y)}\` and takes \`${print(x)}\``,
      { span: e.stage.span },
      {
        explanation: [
          'The `outputs` of one stage are the `inputs` of the next one to play, so that they need the same type.',
        ],
      },
    ),
  )
  return false
}

const endsNowhere = (
  inf: Inference,
  e: ForeverExpression,
  [field, verb]: readonly [string, string],
  wire: Type,
): boolean => {
  if (unify(inf.s, wire, unit) === undefined) return true
  report(
    inf,
    typeError(
      'G3013',
      `a stage that is played for ever ${verb} \`${printer(inf)(wire)}\``,
      { span: e.stage.span },
      {
        explanation: ['A play without end has no last stage for anything to come back from.'],
        hint: `leave the \`${field}\` of the stage empty; payoffs belong to the lines within`,
      },
    ),
  )
  return false
}
