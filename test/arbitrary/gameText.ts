/**
 * Random programs of the language: a game out of most of what blocks can hold, and a strategy for it.
 *
 * A block is grown forward, wire by wire, and then backward, as what returns may use the whole play and what later
 * lines feed back. Every line has a label of its own, by which the strategy knows its decisions.
 */
import * as fc from 'fast-check'
import { carried, distribution, number, numbers, prologue, readWire, type Wire } from './expression.ts'
import { type Tape, tapeOf } from './tape.ts'

/** Plays that a game may have, about. */
const mostPlays = 60

/** A game with a number on each of its four wires, and how many plays it has. */
interface Component {
  readonly name: string
  readonly plays: number
}

/** What is being written. */
interface Writing {
  readonly tape: Tape
  readonly declarations: string[]
  readonly strategies: string[]
  readonly components: Component[]
  fresh: number
}

/** A line whose backward half is not written yet. */
interface Line {
  readonly label: string
  readonly inputs?: string
  readonly operation: string
  readonly outputs?: string
  /** What it feeds back: the name it has, and the number that can be read off it. */
  readonly feedback?: Wire
  readonly returns?: (number: () => string) => string
}

interface Forward {
  readonly lines: readonly Line[]
  readonly scope: readonly Wire[]
  readonly plays: number
}

/** A line, the wires that it binds, and by how much it multiplies the plays. */
interface Grown {
  readonly line: Line
  readonly binds: readonly Wire[]
  readonly branches: number
}

const named = (w: Writing, stem: string): string => `${stem}${w.fresh++}`

const asNumber = (name: string): Wire => ({ name, carried: numbers })

const players = ['ann', 'bob', 'cy'] as const

/** A program: `g` is its game, `s` the strategy. */
export const programText = (tapeNumbers: readonly number[]): string => {
  const w: Writing = {
    tape: tapeOf(tapeNumbers),
    declarations: [],
    strategies: [],
    components: [],
    fresh: 0,
  }
  const { text } = block(w, [], mostPlays, 1 + w.tape.below(7), 2, [])
  return [
    prologue,
    ...w.declarations,
    `game g = [opengame|\n${text}|]\n`,
    `strategy s for g = {\n${w.strategies.map(line => `  ${line}`).join(',\n')}\n}\n`,
  ].join('\n')
}

/**
 * A program whose game `g` is open, with a strategy `s` for it and a drive: it is fed `input.x` and `input.y`, gets back
 * `back.r`, and what it puts out is sent to `out.y`.
 */
export const drivenText = (tapeNumbers: readonly number[]): string => {
  const w: Writing = {
    tape: tapeOf(tapeNumbers),
    declarations: [],
    strategies: [],
    components: [],
    fresh: 0,
  }
  const [x, y, r] = [asNumber('x'), asNumber('y'), asNumber('r')]
  const grown = block(w, [x, y], mostPlays, 1 + w.tape.below(5), 2, [r])
  const back = number(w.tape, [...grown.scope, ...grown.back])
  const output = number(w.tape, grown.scope)
  return [
    prologue,
    ...w.declarations,
    `game g = [opengame|\n    inputs : x, y ; feedback : ${back} ;\n    :---:`,
    `${grown.text}    :---:\n    outputs : ${output} ; returns : r ;\n|]\n`,
    `strategy s for g = {\n${w.strategies.map(line => `  ${line}`).join(',\n')}\n}\n`,
    `drive s in "any.grid.json" {\n  every 1 hour for 24 ;\n  x <- input.x ;\n  y <- input.y ;\n  r <- back.r ;`,
    `  ${output} -> out.y ;\n}\n`,
  ].join('\n')
}

/** Lines of a block whose `returns` may use `received`, and the names that go back from its lines. */
const block = (
  w: Writing,
  inputs: readonly Wire[],
  most: number,
  size: number,
  depth: number,
  received: readonly Wire[],
): {
  readonly text: string
  readonly scope: readonly Wire[]
  readonly back: readonly Wire[]
  readonly plays: number
} => {
  let forward: Forward = { lines: [], scope: inputs, plays: 1 }
  for (let k = 0; k < size; k++) {
    const grown = k === 0 ? decided(w, inputs) : line(w, forward.scope, most / forward.plays, depth)
    forward = {
      lines: [...forward.lines, grown.line],
      scope: [...forward.scope, ...grown.binds],
      plays: forward.plays * grown.branches,
    }
  }
  let back = received
  const texts: string[] = []
  for (const one of forward.lines.toReversed()) {
    const scope = [...forward.scope, ...back]
    texts.unshift(lineText(one, () => number(w.tape, scope)))
    if (one.feedback !== undefined) back = [...back, one.feedback]
  }
  return { text: texts.join(''), scope: forward.scope, back, plays: forward.plays }
}

const lineText = (
  { label, inputs, operation, outputs, feedback, returns }: Line,
  part: () => string,
): string => {
  const fields = [
    ...(inputs === undefined ? [] : [`inputs : ${inputs}`]),
    ...(feedback === undefined ? [] : [`feedback : ${feedback.name}`]),
    `operation : ${operation}`,
    ...(outputs === undefined ? [] : [`outputs : ${outputs}`]),
    ...(returns === undefined ? [] : [`returns : ${returns(part)}`]),
  ]
  return `    ${label}: ${fields.join(' ; ')} ;\n`
}

type Grow = (w: Writing, scope: readonly Wire[], most: number, depth: number) => Grown

const line: Grow = (w, scope, most, depth) => {
  const grow = w.tape.pick<Grow>([
    decided,
    decided,
    ...(most >= 4 ? [drawn, drawn, members] : []),
    computed,
    computed,
    paid,
    discounted,
    ...(depth > 0 ? [nested, nested, composed, chosen, repeated] : []),
  ])
  return most < 3
    ? w.tape.pick<Grow>([computed, paid, discounted])(w, scope, most, depth)
    : grow(w, scope, most, depth)
}

/** A decision, its menu and its strategy as functions of what is observed. */
const decided = (w: Writing, scope: readonly Wire[], most = mostPlays): Grown => {
  const { tape } = w
  const label = named(w, 'L')
  const move = named(w, 'm')
  const kind = carried(tape)
  const seen = Array.from({ length: scope.length === 0 ? 0 : tape.below(4) }, (_, k) => ({
    carried: carried(tape),
    name: `o${k}`,
  }))
  const observed = seen.map(one =>
    one.carried.inject(tape.pick([() => observable(tape, scope), () => number(tape, scope, 1)])()),
  )
  const pattern = seen.length === 1 ? 'o0' : `(${seen.map(one => one.name).join(', ')})`
  const isBig = most >= 3 && tape.below(3) > 0
  const menus = isBig ? (['[0, 1, 2]', '[2, 0]', '[1]'] as const) : (['[0, 1]', '[2, 0]', '[1]'] as const)
  const menu =
    seen.length > 0 && tape.below(3) === 1
      ? `if ${number(tape, seen, 1)} > 0 then ${tape.pick(menus)} else ${menus[0]}`
      : menus[0]
  const injected = kind === numbers ? menu : `map (\\x -> ${kind.inject('x')}) (${menu})`
  const [menuOf, playOf] = [`menu${label}`, `play${label}`]
  const player = tape.pick(players)
  w.declarations.push(
    `let ${menuOf} ${pattern} = ${injected}`,
    `let ${playOf} ${pattern} = let menu = ${menuOf} ${pattern} in ${strategy(tape, seen)}\n`,
  )
  w.strategies.push(`${label}.${player} = ${playOf}`)
  const own = kind.read(move)
  const taste = tape.pick<(rest: string) => string>([
    rest => `${rest} - 20 * ${own}`,
    rest => rest,
    rest => `${rest} + 2 * ${own}`,
  ])
  const operation = tape.pick([
    `dependentDecision "${player}" ${menuOf}`,
    `dependentDecision "${player}" ${menuOf}`,
    `dependentEpsilonDecision (1 / 2) "${player}" ${menuOf}`,
  ])
  return {
    line: {
      label,
      inputs: observed.length === 0 ? '()' : observed.join(', '),
      operation,
      outputs: move,
      returns: part => taste(part()),
    },
    binds: [{ name: move, carried: kind }],
    branches: isBig ? 3 : 2,
  }
}

/** An earlier wire as it is. */
const observable = (tape: Tape, [first, ...rest]: readonly Wire[]): string =>
  first === undefined ? '0' : readWire(tape.pick([first, ...rest]))

/** What is played from `menu`: pure, mixed, with zeros, one or the other. */
const strategy = (tape: Tape, seen: readonly Wire[]): string =>
  tape.pick<() => string>([
    () => `pure (choose menu (${number(tape, seen, 1)}))`,
    () => 'uniform menu',
    () => 'leaning menu',
    () => 'mix (1 / 3) (pure (last menu)) (leaning menu)',
    () => `if ${number(tape, seen, 1)} > 0 then pure (last menu) else uniform menu`,
    () => 'pure (head menu)',
  ])()

const drawn = (w: Writing, scope: readonly Wire[]): Grown => {
  const { tape } = w
  const [label, name, kind] = [named(w, 'L'), named(w, 'c'), carried(tape)]
  const dependent = scope.length > 0 && tape.below(2) === 1
  const seen = asNumber('x')
  const { text, outcomes } = distribution(tape, kind.inject, () => number(tape, dependent ? [seen] : [], 1))
  return {
    line: dependent
      ? { label, inputs: number(tape, scope, 1), operation: `liftStochastic (\\x -> ${text})`, outputs: name }
      : { label, operation: `nature (${text})`, outputs: name },
    binds: [{ name, carried: kind }],
    branches: outcomes,
  }
}

/** Functions forward, backward and both ways. */
const computed = (w: Writing, scope: readonly Wire[]): Grown => {
  const { tape } = w
  const [label, name, kind] = [named(w, 'L'), named(w, 'f'), carried(tape)]
  const feedback = asNumber(named(w, 'b'))
  const inputs = number(tape, scope)
  const body = kind.inject(number(tape, [asNumber('x')]))
  const back = (...seen: string[]) => number(tape, seen.map(asNumber), 1)
  const returns = (part: () => string): string => part()
  const binds = [{ name, carried: kind }]
  return {
    branches: 1,
    ...tape.pick<() => Omit<Grown, 'branches'>>([
      () => ({
        binds,
        line: { label, inputs, operation: `forwardFunction (\\x -> ${body})`, outputs: name },
      }),
      () => ({
        binds,
        line: {
          label,
          inputs,
          feedback,
          operation: `fromLens (\\x -> ${body}) (\\x r -> ${back('x', 'r')})`,
          outputs: name,
          returns,
        },
      }),
      () => ({
        binds,
        line: {
          label,
          inputs,
          feedback,
          operation: `fromFunctions (\\x -> ${body}) (\\r -> ${back('r')})`,
          outputs: name,
          returns,
        },
      }),
      () => ({
        binds: [],
        line: { label, feedback, operation: `backwardFunction (\\r -> ${back('r')})`, returns },
      }),
    ])(),
  }
}

const paid = (w: Writing, scope: readonly Wire[]): Grown => ({
  line: {
    label: named(w, 'L'),
    inputs: number(w.tape, scope),
    operation: `addPayoffs "${w.tape.pick(players)}"`,
  },
  binds: [],
  branches: 1,
})

const discounted = (w: Writing): Grown => {
  const factor = w.tape.pick(['\\x -> x / 2', '\\x -> 2 * x', '\\x -> 2 * x + 1', '\\x -> 3 - x'])
  return {
    line: { label: named(w, 'L'), operation: `discount "${w.tape.pick(players)}" (${factor})` },
    binds: [],
    branches: 1,
  }
}

/** A game of its own, or one that there is already. */
const component = (w: Writing, most: number, depth: number): Component => {
  const known = w.components.filter(({ plays }) => plays <= most)
  const [first, ...rest] = known
  if (first !== undefined && w.tape.below(3) === 1) return w.tape.pick([first, ...rest])
  const name = named(w, 'g')
  const [input, received] = [asNumber(named(w, 'x')), asNumber(named(w, 'r'))]
  const { text, scope, back, plays } = block(w, [input], most, 1 + w.tape.below(2), depth - 1, [received])
  const one = number(w.tape, [...scope, ...back], 1)
  w.declarations.push(
    `game ${name} = [opengame|
    inputs : ${input.name} ; feedback : ${one} ;
    :---:
${text}    :---:
    outputs : ${number(w.tape, scope, 1)} ; returns : ${received.name} ;
|]
`,
  )
  const made = { name, plays }
  w.components.push(made)
  return made
}

const nested = (w: Writing, scope: readonly Wire[], most: number, depth: number): Grown => {
  const { name, plays } = component(w, most, depth)
  return boxed(w, scope, name, plays)
}

/** A line whose game has a number on each wire. */
const boxed = (w: Writing, scope: readonly Wire[], operation: string, branches: number): Grown => {
  const output = asNumber(named(w, 'y'))
  return {
    line: {
      label: named(w, 'L'),
      inputs: number(w.tape, scope),
      operation,
      outputs: output.name,
      feedback: asNumber(named(w, 'b')),
      returns: (part): string => part(),
    },
    binds: [output],
    branches,
  }
}

const composed = (w: Writing, scope: readonly Wire[], most: number, depth: number): Grown => {
  const one = component(w, most / 2, depth)
  const other = component(w, most / one.plays, depth)
  const branches = one.plays * other.plays
  if (w.tape.below(2) === 0) return boxed(w, scope, `${one.name} >>> ${other.name}`, branches)
  const [y, z] = [asNumber(named(w, 'y')), asNumber(named(w, 'y'))]
  const [a, b] = [named(w, 'b'), named(w, 'b')]
  return {
    line: {
      label: named(w, 'L'),
      inputs: `${number(w.tape, scope)}, ${number(w.tape, scope)}`,
      operation: `${one.name} &&& ${other.name}`,
      outputs: `${y.name}, ${z.name}`,
      feedback: { name: `(${a}, ${b})`, carried: { inject: id => id, read: () => `(${a} - ${b})` } },
      returns: part => `${part()}, ${part()}`,
    },
    binds: [y, z],
    branches,
  }
}

const chosen = (w: Writing, scope: readonly Wire[], most: number, depth: number): Grown => {
  const one = component(w, most, depth)
  const other = component(w, most, depth)
  const output: Wire = {
    name: named(w, 'y'),
    carried: { inject: id => id, read: value => `(merged ${value})` },
  }
  const part = () => number(w.tape, scope, 1)
  return {
    line: {
      label: named(w, 'L'),
      inputs: `if ${part()} > 0 then Left ${part()} else Right ${part()}`,
      operation: `${one.name} +++ ${other.name}`,
      outputs: output.name,
      feedback: asNumber(named(w, 'b')),
      returns: back => back(),
    },
    binds: [output],
    branches: Math.max(one.plays, other.plays),
  }
}

/** Two copies of a game side by side. */
const members = (w: Writing, scope: readonly Wire[]): Grown => {
  const label = named(w, 'L')
  const moves = named(w, 'y')
  const home = named(w, 'home')
  const menu = w.tape.pick(['[0, 1]', '[0, 2]'])
  const isSeeing = w.tape.below(2) === 1
  const operation = isSeeing
    ? `population 2 (\\i -> dependentDecision ("${home}" ++ show i) (const ${menu}))`
    : `population 2 (\\i -> decision ("${home}" ++ show i) ${menu})`
  for (const i of [0, 1])
    w.strategies.push(`${home}${i} = ${w.tape.pick([`\\_ -> uniform ${menu}`, '\\_ -> 0'])}`)
  const seen = () => number(w.tape, scope, 1)
  return {
    line: {
      label,
      ...(isSeeing ? { inputs: `[${seen()}, ${seen()}]` } : {}),
      operation,
      outputs: moves,
      returns: part => `[${part()}, ${part()}]`,
    },
    binds: [{ name: moves, carried: { inject: id => id, read: value => `(sum ${value})` } }],
    branches: 4,
  }
}

const repeated = (w: Writing, scope: readonly Wire[], most: number, depth: number): Grown => {
  const { name, plays } = component(w, Math.sqrt(most), depth)
  const [state, next, back, later] = [named(w, 'x'), named(w, 'y'), named(w, 'b'), named(w, 'r')]
  const round = `repeat 2 {
        inputs : ${state} ; feedback : ${back} ;
        :---:
        inputs : ${state} ; feedback : ${back} ; operation : ${name} ; outputs : ${next} ; returns : ${later} ;
        :---:
        outputs : ${next} ; returns : ${later} ;
    }`
  return boxed(w, scope, round, plays * plays)
}

/** Random programs. */
export const programs: fc.Arbitrary<string> = fc
  .array(fc.nat({ max: 9_999 }), { minLength: 0, maxLength: 400, size: 'max' })
  .map(programText)

/** Random programs that drive. */
export const drivenPrograms: fc.Arbitrary<string> = fc
  .array(fc.nat({ max: 9_999 }), { minLength: 0, maxLength: 400, size: 'max' })
  .map(drivenText)
