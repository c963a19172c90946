import type { BinaryExpression, Expression } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { type Inference, report } from './inference.ts'
import { composedPlay } from './play.ts'
import { fresh, gameOf, prune, type Substitution } from './substitution.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

export type Game = Extract<Type, { readonly kind: 'game' }>

/** A game of which nothing is known, not even its play. */
export const freshGame = (s: Substitution): Game => ({
  kind: 'game',
  ...{ x: fresh(s), s: fresh(s), y: fresh(s), r: fresh(s), play: fresh(s) },
})

const pairOf = (a: Type, b: Type): Type => ({ kind: 'tuple', items: [a, b] })
const eitherOf = (a: Type, b: Type): Type => ({ kind: 'constructor', name: 'Either', arguments: [a, b] })

/** The game that the operand of a composition is, or nothing where it is none, which is reported. */
const operand = (inf: Inference, e: Expression, type: Type, operator: string): Game | undefined => {
  const known = prune(inf.s, type)
  if (known.kind === 'game') return known
  const game = freshGame(inf.s)
  if (known.kind === 'variable' && unify(inf.s, known, game) === undefined) return game
  const missing = known.kind === 'function' ? { hint: 'give the game its arguments' } : {}
  report(
    inf,
    typeError(
      'G3001',
      `\`${operator}\` composes games, and this is \`${printer(inf)(type)}\``,
      { span: e.span },
      missing,
    ),
  )
  return undefined
}

/** `g >>> h`, `g &&& h`, `g +++ h` of operands of these types. */
export const composedGames = (inf: Inference, e: BinaryExpression, left: Type, right: Type): Type => {
  const a = operand(inf, e.left, left, e.operator)
  const b = operand(inf, e.right, right, e.operator)
  if (a === undefined || b === undefined) return fresh(inf.s)
  switch (e.operator) {
    case '>>>':
      meet(inf, e, ['puts out', 'takes'], a.y, b.x)
      meet(inf, e, ['wants back', 'feeds back'], a.r, b.s)
      return gameOf(inf.s, { x: a.x, s: a.s, y: b.y, r: b.r }, composedPlay(inf.s, a.play, b.play))
    case '&&&':
      return gameOf(
        inf.s,
        { x: pairOf(a.x, b.x), s: pairOf(a.s, b.s), y: pairOf(a.y, b.y), r: pairOf(a.r, b.r) },
        composedPlay(inf.s, a.play, b.play),
      )
    default:
      meet(inf, e, ['feeds back', 'feeds back'], a.s, b.s)
      meet(inf, e, ['wants back', 'wants back'], a.r, b.r)
      return gameOf(inf.s, { x: eitherOf(a.x, b.x), s: a.s, y: eitherOf(a.y, b.y), r: a.r })
  }
}

const meet = (
  inf: Inference,
  e: BinaryExpression,
  [does, other]: readonly [string, string],
  left: Type,
  right: Type,
): void => {
  if (unify(inf.s, left, right) === undefined) return
  const print = printer(inf)
  const problem = typeError(
    'G3012',
    `these games do not meet: one ${does} \`${print(left)}\`, the other ${other} \`${print(right)}\``,
    { span: e.operatorSpan },
    {
      explanation: [
        e.operator === '>>>'
          ? 'What the first puts out the second takes, and what the second feeds back the first gets back.'
          : 'Games to choose between feed back the same and want the same back.',
      ],
    },
  )
  report(inf, {
    ...problem,
    secondary: [
      { span: e.left.span, text: `${does} \`${print(left)}\`` },
      { span: e.right.span, text: `${other} \`${print(right)}\`` },
    ],
  })
}
