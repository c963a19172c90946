/** Expressions of the language, grown from a tape. Their numbers are halves of integers, which doubles hold exactly. */
import type { Tape } from './tape.ts'

/** A type of wires, with ways to make a value of a number and a number of a value. */
export interface Carried {
  readonly inject: (number: string) => string
  readonly read: (value: string) => string
}

export interface Wire {
  readonly name: string
  readonly carried: Carried
}

export const numbers: Carried = { inject: number => number, read: value => value }

const signals: Carried = { inject: number => `(signal ${number})`, read: value => `(rank ${value})` }
const perhaps: Carried = { inject: number => `(positive ${number})`, read: value => `(orZero ${value})` }
const spans: Carried = {
  inject: number => `{ low = ${number}, high = 1 }`,
  read: value => `(middle ${value})`,
}

export const carried = (tape: Tape): Carried => tape.pick([numbers, numbers, signals, perhaps, spans])

/** What every program starts with: the types of wires that are not numbers, and a parameter. */
export const prologue = `param bonus : Real = 1

type Signal = Dark | Dim Real | Bright
type Span = { low : Real, high : Real }

let signal : Real -> Signal
  | 0 = Dark
  | 1 = Dim 1
  | 2 = Dim 2
  | _ = Bright

let rank : Signal -> Real
  | Dark    = 0
  | (Dim x) = x
  | Bright  = 3

let positive : Real -> Maybe Real
  | x = if x > 0 then Just x else Nothing

let orZero : Maybe Real -> Real
  | m = case m of | Just x -> x | Nothing -> 0

let middle : Span -> Real
  | s = (s.low + s.high) / 2

let merged : Either Real Real -> Real
  | e = case e of | Left x -> x | Right y -> y + 1

let count : Real -> Real
  | n = if n <= 0 then 0 else 1 + count (n - 1)

let choose menu k = menu !! mod (floor (abs k)) (length menu)

let leaning : List a -> Dist a
  | menu = if length menu == 1 then pure (head menu) else distFromList (zip menu (take (length menu) [1 / 4, 3 / 4, 0]))
`

/** A number. */
export const number = (tape: Tape, scope: readonly Wire[], depth = 2): string => {
  const [first, ...rest] = scope
  const leaf = () =>
    first === undefined || tape.below(3) === 0
      ? tape.pick(['0', '1', '2', '(-1)', '0.5', 'bonus'])
      : readWire(tape.pick([first, ...rest]))
  if (depth === 0) return leaf()
  const part = () => number(tape, scope, depth - 1)
  const parts = () => `[${part()}, ${part()}, ${part()}]`
  return tape.pick([
    leaf,
    leaf,
    () => `(${part()} + ${part()})`,
    () => `(${part()} - ${part()})`,
    () => `(2 * ${part()})`,
    () => `(${part()} * mod ${part()} 2)`,
    () => `(max ${part()} ${part()})`,
    () => `(if ${condition(tape, scope, depth - 1)} then ${part()} else ${part()})`,
    () => `(sum ${parts()})`,
    () => `(maximum ${parts()} - minimum ${parts()})`,
    () => `(foldl (\\acc x -> x - acc / 2) 0 ${parts()})`,
    () => `(foldr max 0 ${parts()})`,
    () => `(length (filter (\\x -> x > 0) ${parts()}))`,
    () => `(sortOn (\\x -> -x) ${parts()} !! 1)`,
    () => `(sum [x * y | x <- ${parts()}, y <- [1, 2], x /= y])`,
    () => `(case lookup ${part()} [(0, ${part()}), (1, 2)] of | Just x -> x + 1 | Nothing -> ${part()})`,
    () => `(let z = ${part()} in z + z / 2)`,
    () => `(snd (${part()}, ${part()}))`,
    () => `(middle { low = ${part()}, high = ${part()} })`,
    () => `(rank (signal ${part()}))`,
    () => `(count (min 3 ${part()}))`,
  ])()
}

export const readWire = ({ name, carried: { read } }: Wire): string => read(name)

const condition = (tape: Tape, scope: readonly Wire[], depth: number): string => {
  const part = () => number(tape, scope, depth)
  return tape.pick([
    () => `${part()} > ${part()}`,
    () => `${part()} == ${part()}`,
    () => `not (${part()} <= 1) || ${part()} < 0`,
    () => `any (\\x -> x > 1) [${part()}, ${part()}]`,
    () => `elem ${part()} [0, 1]`,
  ])()
}

/** A distribution of numbers with its number of outcomes. */
export const distribution = (
  tape: Tape,
  inject: Carried['inject'],
  part: () => string,
): { readonly text: string; readonly outcomes: number } => {
  const outcome = () => inject(part())
  return tape.pick([
    () => ({ text: `uniform [${outcome()}, ${outcome()}]`, outcomes: 2 }),
    () => ({ text: `distFromList [(${outcome()}, 1 / 3), (${outcome()}, 2 / 3)]`, outcomes: 2 }),
    () => ({ text: `mix (1 / 4) (pure ${outcome()}) (uniform [${outcome()}, ${outcome()}])`, outcomes: 3 }),
    () => ({ text: `pure ${outcome()}`, outcomes: 1 }),
  ])()
}
