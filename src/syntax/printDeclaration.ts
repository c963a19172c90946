import type {
  CheckDeclaration,
  Declaration,
  Equation,
  Expression,
  GameDeclaration,
  LetDeclaration,
  Pattern,
  StrategyDeclaration,
  Type,
  TypeDeclaration,
} from './ast.ts'
import { concat, type Doc, group, join, line, nest, newline, renderFlat } from './layout.ts'
import { printDrive } from './printDrive.ts'
import { printArgument } from './printExpression.ts'
import {
  commentsIn,
  hasCommentsIn,
  isBlockLike,
  type Printing,
  printGame,
  printWhole,
  verbatim,
} from './printing.ts'
import type { Extent } from './printLine.ts'
import { printPatternAtom } from './printPattern.ts'
import { printRows, stacked } from './printRows.ts'
import { printType, printTypeAtom } from './printType.ts'
import { writeText } from './text.ts'

/**
 * The parts of a declaration, to be put side by side: what comes before `for` or `=`, and the rest. Parts that
 * stood in columns with those of the declaration above are kept in columns.
 */
export const printDeclaration = (p: Printing, d: Declaration): readonly Doc[] => {
  const lost = commentsIn(p, d.span.start, d.span.end).filter(
    ({ span }) => !regions(d).some(region => span.start >= region.start && span.end <= region.end),
  )
  return lost.length > 0 ? [verbatim(p, d.span.start, d.span.end)] : parts(p, d)
}

/** Where the printers of a declaration keep comments. */
const regions = (d: Declaration): readonly Extent[] => {
  switch (d.kind) {
    case 'import':
    case 'solve':
      return []
    case 'type':
      return d.body.kind === 'sum' ? gaps(headEnd(d), d.body.constructors, d.span.end) : []
    case 'param':
      return [d.value.span]
    case 'let': {
      const bodies = d.equations.map(equation => equation.body.span)
      if (!d.byEquations) return bodies
      return [...bodies, ...gaps((d.signature ?? d.name).span.end, d.equations, d.span.end)]
    }
    case 'game':
      return [d.body.span]
    case 'strategy':
      return [...d.entries.map(entry => entry.value.span), ...gaps(argumentsEnd(d), d.entries, d.span.end)]
    case 'check':
      return [d.within, d.context].flatMap(e => (e === undefined ? [] : [e.span]))
    case 'expect':
      return [d.condition.span]
    case 'drive':
      return [
        ...d.items.flatMap(item => (item.kind === 'every' ? [] : [item.value.span])),
        ...gaps(d.gridSpan.end, d.items, d.span.end),
      ]
  }
}

const headEnd = (d: TypeDeclaration): number => (d.parameters.at(-1) ?? d.name).span.end

const argumentsEnd = (d: StrategyDeclaration): number => (d.arguments.at(-1) ?? d.game).span.end

/** What lies between the items of a list that begins after `from`. */
const gaps = (from: number, items: readonly { readonly span: Extent }[], to: number): readonly Extent[] => {
  const starts = [from, ...items.map(item => item.span.end)]
  const ends = [...items.map(item => item.span.start), to]
  return starts.map((start, i) => ({ start, end: ends[i] ?? start }))
}

const parts = (p: Printing, d: Declaration): readonly Doc[] => {
  switch (d.kind) {
    case 'import':
      return [
        concat(
          'import ',
          writeText(d.path),
          d.names === undefined ? '' : importList(d.names.map(name => name.text)),
        ),
      ]
    case 'type':
      return printTypeDeclaration(p, d)
    case 'param':
      return [`param ${d.name.text}`, ...annotation(d.signature), body(p, d.value)]
    case 'let':
      return printLet(p, d)
    case 'game':
      return [printGameHead(d), gameBody(p, d.body)]
    case 'strategy':
      return printStrategy(p, d)
    case 'check':
      return [printCheck(p, d)]
    case 'expect':
      return [group('expect ', nest(2, printWhole(p, d.condition)))]
    case 'solve':
      return [concat(join(' ', ['solve', d.game.text, ...args(p, d.arguments)]), ' for ', d.concept.text)]
    case 'drive':
      return printDrive(p, d)
  }
}

const importList = (names: readonly string[]): Doc =>
  names.length === 0 ? ' ()' : group(' (', nest(2, join(concat(',', line), names)), ')')

const signature = (type: Type | undefined): Doc => (type === undefined ? '' : concat(' : ', printType(type)))

const printGameHead = (d: GameDeclaration): Doc => {
  const name = concat('game ', head(d.name.text, d.parameters))
  return d.signature === undefined ? name : group(name, nest(2, line, ': ', printType(d.signature)))
}

/** As a part of its own, for the columns of parameters. */
const annotation = (type: Type | undefined): readonly Doc[] =>
  type === undefined ? [] : [concat(': ', printType(type))]

const head = (name: string, patterns: readonly Pattern[]): Doc =>
  join(' ', [name, ...patterns.map(printPatternAtom)])

const startsWithFor = (e: Expression): boolean =>
  e.kind === 'field' ? startsWithFor(e.record) : e.kind === 'variable' && e.name === 'for'

/** A name that is also the word after the arguments goes in parentheses. */
const args = (p: Printing, items: readonly Expression[]): readonly Doc[] =>
  items.map(item => {
    if (startsWithFor(item)) return concat('(', printArgument(p, item), ')')
    return hasCommentsIn(p, item.span) ? verbatim(p, item.span.start, item.span.end) : printArgument(p, item)
  })

const hugging = new Set<Expression['kind']>([
  ...(['list', 'record', 'update', 'do', 'comprehension', 'tuple'] as const),
])

/** `= e`, on the next line where it does not fit, unless it opens a bracket. */
const body = (p: Printing, e: Expression): Doc =>
  isBlockLike(p, e) || (hugging.has(e.kind) && !hasCommentsIn(p, e.span))
    ? concat('= ', printWhole(p, e))
    : group('=', nest(2, line, printWhole(p, e)))

const gameBody = (p: Printing, e: Expression): Doc =>
  isBlockLike(p, e) ? body(p, e) : group('=', nest(2, line, printGame(p, e)))

const printTypeDeclaration = (p: Printing, d: TypeDeclaration): readonly Doc[] => {
  const name = concat('type ', join(' ', [d.name.text, ...d.parameters.map(parameter => parameter.text)]))
  if (d.body.kind === 'alias') return [name, group('=', nest(2, line, printType(d.body.type)))]
  const alternatives = d.body.constructors.map(one =>
    join(' ', [one.name.text, ...one.fields.map(printTypeAtom)]),
  )
  if (hasCommentsIn(p, { ...d.span, start: headEnd(d) })) {
    const rows = d.body.constructors.map(({ span }, i) => ({
      doc: concat('| ', alternatives[i] ?? ''),
      start: span.start,
      end: span.end,
      blank: false,
    }))
    return [name, concat('=', nest(2, newline, stacked(printRows(p, headEnd(d), d.span.end, rows))))]
  }
  const [only] = d.body.constructors
  const isBarred = d.body.constructors.length === 1 && only?.name.text !== d.name.text
  return [name, group('=', nest(2, line, isBarred ? '| ' : '', join(concat(line, '| '), alternatives)))]
}

const printLet = (p: Printing, d: LetDeclaration): readonly Doc[] => {
  const [only] = d.equations
  if (!d.byEquations && only !== undefined) {
    const type = d.result ?? d.signature
    return [concat('let ', head(d.name.text, only.patterns), signature(type)), body(p, only.body)]
  }
  const columns = columnsOf(d.equations)
  const rows = d.equations.map(equation => ({
    doc: printEquation(p, equation, columns),
    start: equation.span.start,
    end: equation.span.end,
    blank: false,
  }))
  const from = (d.signature ?? d.name).span.end
  const name = concat('let ', d.name.text, signature(d.signature))
  return [concat(name, nest(2, newline, stacked(printRows(p, from, d.span.end, rows))))]
}

/** Widths of the columns of patterns, or undefined where they are too wide to be put in columns. */
const columnsOf = (equations: readonly Equation[]): readonly number[] | undefined => {
  const widths: number[] = []
  for (const equation of equations)
    for (const [i, pattern] of equation.patterns.entries()) {
      const width = renderFlat(printPatternAtom(pattern))?.length
      if (width === undefined) return undefined
      widths[i] = Math.max(widths[i] ?? 0, width)
    }
  return widths.reduce((sum, width) => sum + width, 0) <= 60 ? widths : undefined
}

const printEquation = (p: Printing, equation: Equation, columns: readonly number[] | undefined): Doc => {
  const patterns = equation.patterns.map((pattern, i) => {
    const doc = printPatternAtom(pattern)
    const width = columns?.[i]
    return width === undefined ? doc : (renderFlat(doc) ?? '').padEnd(width)
  })
  return group(join(' ', ['|', ...patterns, '=']), nest(4, line, printWhole(p, equation.body)))
}

const printStrategy = (p: Printing, d: StrategyDeclaration): readonly Doc[] => {
  const name = `strategy ${d.name.text}`
  const game = join(' ', ['for', d.game.text, ...args(p, d.arguments)])
  const width = keyColumn(p, d)
  const entries = d.entries.map(entry => {
    const key = printKey(entry.key).padEnd(width)
    return concat(key, ' = ', nest(2, printWhole(p, entry.value)))
  })
  const from = argumentsEnd(d)
  const isSpread = p.text.slice(from, d.span.end).includes('\n') && entries.length > 0
  if (!isSpread && !hasCommentsIn(p, { ...d.span, start: from }))
    return [
      name,
      game,
      entries.length === 0
        ? '= { }'
        : group('= {', nest(2, line, join(concat(',', line), entries)), line, '}'),
    ]
  const rows = d.entries.map((entry, i) => ({
    doc: concat(entries[i] ?? '', i < entries.length - 1 ? ',' : ''),
    start: entry.span.start,
    end: entry.span.end,
  }))
  const inner = stacked(printRows(p, from, d.span.end, rows))
  return [name, game, concat('= {', nest(2, newline, inner), newline, '}')]
}

/** The width of the keys where their `=` stood in a column, each on a line of its own; otherwise 0. */
const keyColumn = (p: Printing, d: StrategyDeclaration): number => {
  const places = d.entries.map(({ keySpan }) => {
    const equals = p.text.indexOf('=', keySpan.end)
    return {
      line: p.text.lastIndexOf('\n', keySpan.start),
      column: equals - p.text.lastIndexOf('\n', equals),
    }
  })
  const lines = new Set(places.map(place => place.line))
  const columns = new Set(places.map(place => place.column))
  const inColumn = places.length > 1 && lines.size === places.length && columns.size === 1
  return inColumn ? Math.max(...d.entries.map(entry => printKey(entry.key).length)) : 0
}

const isPlainKey = /^(?:[\p{L}_][\p{L}\p{N}\p{M}_']*|[0-9]+)(?:\.(?:[\p{L}_][\p{L}\p{N}\p{M}_']*|[0-9]+))*$/u
const reserved = new Set(
  (
    'inputs feedback operation outputs returns import type param game strategy check expect solve let in ' +
    'if then else case of do repeat forever label _'
  ).split(' '),
)

const printKey = (key: readonly string[]): string => {
  const path = key.join('.')
  return isPlainKey.test(path) && !reserved.has(key[0] ?? '') ? path : writeText(path)
}

const printCheck = (p: Printing, d: CheckDeclaration): Doc => {
  const verdict = `check ${d.strategy.text} is ${d.negated ? 'not ' : ''}${d.concept.text}`
  const within = d.within === undefined ? [] : [concat('within ', printWhole(p, d.within))]
  const context = d.context === undefined ? [] : [concat('in ', printWhole(p, d.context))]
  return group(verdict, nest(2, ...[...within, ...context].flatMap(part => [line, part])))
}
