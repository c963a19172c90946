import type { BinaryOperator } from './ast.ts'

export interface Precedence {
  /** 0 binds loosest, application tighter than 9. */
  readonly level: number
  readonly associates: 'left' | 'right' | 'none'
}

const left = (level: number): Precedence => ({ level, associates: 'left' })
const right = (level: number): Precedence => ({ level, associates: 'right' })
const none = (level: number): Precedence => ({ level, associates: 'none' })

/** As in Haskell's Prelude, Control.Category (`>>>`) and Control.Arrow (`&&&`, `+++`). */
export const precedences: Readonly<Record<BinaryOperator, Precedence>> = {
  '!!': left(9),
  '.': right(9),
  '^': right(8),
  '*': left(7),
  '/': left(7),
  '+': left(6),
  '-': left(6),
  '++': right(5),
  '==': none(4),
  '/=': none(4),
  '<': none(4),
  '<=': none(4),
  '>': none(4),
  '>=': none(4),
  '&&': right(3),
  '&&&': right(3),
  '||': right(2),
  '+++': right(2),
  '>>>': right(1),
  $: right(0),
}

/** Prefix minus binds as the minus between two operands. */
export const negation = 6

/** A function between back-ticks: as Haskell declares it, else as any other, infixl 9. */
export const backtickPrecedence = (name: string): Precedence =>
  name === 'mod' || name === 'div' ? left(7) : name === 'elem' ? none(4) : left(9)

export const isOperator = (text: string): text is BinaryOperator => Object.hasOwn(precedences, text)
