/** What was probably meant where the parser stopped. */
import type { Fix } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Stop } from './parserErrors.ts'

export interface Hint {
  readonly hint?: string
  readonly fix?: Fix
}

const reserved = new Set([
  ...['Import', 'Type', 'Param', 'Game', 'Strategy', 'Check', 'Expect', 'Solve', 'Let', 'TopLet', 'In'],
  ...['If', 'Then', 'Else', 'Case', 'Of', 'Do', 'Repeat'],
  ...['Inputs', 'Feedback', 'Operation', 'Outputs', 'Returns', 'Label', 'LabelField'],
])

export const isReservedWord = (stop: Stop): boolean => reserved.has(stop.found.tokenType.name)

const replace = (span: Span, text: string): Fix => ({
  title: `write \`${text}\``,
  edits: [{ span, text }],
})

const foundIs = (stop: Stop, ...names: readonly string[]): boolean =>
  names.includes(stop.found.tokenType.name)
const expects = (stop: Stop, name: string): boolean => stop.expected.includes(name)
const within = (stop: Stop, rule: string): boolean => stop.rules.includes(rule)

/** Tried in order; the first that applies speaks. */
const rules: readonly ((stop: Stop, span: Span) => Hint | undefined)[] = [
  (stop, span) =>
    expects(stop, 'Colon') && foundIs(stop, 'Equals')
      ? { hint: 'a field of a block is written `name : …`', fix: replace(span, ':') }
      : undefined,
  (stop, span) =>
    stop.rule === 'fieldValues' ||
    stop.rule === 'fieldValue' ||
    stop.rule === 'record' ||
    stop.rule === 'strategyEntry'
      ? foundIs(stop, 'Colon')
        ? { hint: 'a value is given to a field with `=`', fix: replace(span, '=') }
        : undefined
      : undefined,
  stop =>
    expects(stop, 'Identifier') && isReservedWord(stop)
      ? { hint: `\`${stop.found.image}\` is a word of the language: choose another name` }
      : undefined,
  stop =>
    stop.rule === 'letDeclaration' && foundIs(stop, 'Constructor')
      ? { hint: 'begin the name of a value with a lower-case letter' }
      : undefined,
  stop =>
    (stop.rule === 'gameDeclaration' || stop.rule === 'strategyDeclaration') && foundIs(stop, 'Constructor')
      ? { hint: 'begin its name with a lower-case letter' }
      : undefined,
  stop =>
    stop.rule === 'typeDeclaration' && foundIs(stop, 'Identifier')
      ? { hint: 'begin the name of a type with an upper-case letter' }
      : undefined,
  stop =>
    stop.rule === 'doBlock' && expects(stop, 'CurlyOpen')
      ? { hint: 'layout means nothing here: write `do { x <- d; pure x }`' }
      : undefined,
  (stop, span) =>
    foundIs(stop, 'Equals') && !expects(stop, 'Colon')
      ? {
          hint: 'to compare write `==`; to name a value begin a declaration with `let`',
          fix: replace(span, '=='),
        }
      : undefined,
  stop =>
    foundIs(stop, 'LeftArrow') && !within(stop, 'arrowNotation')
      ? { hint: 'to compare with a negative number put a space: `x < -1`' }
      : undefined,
  stop =>
    foundIs(stop, 'Operator', 'Dot') && stop.next?.tokenType.name === 'NumberLiteral'
      ? { hint: `write a digit before the point: \`0.${stop.next.image}\`` }
      : undefined,
  stop =>
    stop.rule === 'strategyDeclaration' && expects(stop, 'For')
      ? { hint: 'a strategy says which game it is for: `strategy s for g = { … }`' }
      : undefined,
  stop =>
    stop.rule === 'strategyDeclaration' || stop.rule === 'profile'
      ? { hint: 'a strategy is a list of decisions: `{ alice = …, bob = … }`' }
      : undefined,
  stop => (stop.rule === 'checkDeclaration' ? { hint: 'write `check s is equilibrium`' } : undefined),
  stop => (stop.rule === 'solveDeclaration' ? { hint: 'write `solve g for equilibrium`' } : undefined),
  stop =>
    stop.rule === 'arrowLine' || stop.rule === 'arrowRest'
      ? { hint: 'a line is `outputs | returns <- operation -< feedback | inputs ;`' }
      : undefined,
  stop => (expects(stop, 'Else') ? { hint: 'an `if` needs both branches: `if c then a else b`' } : undefined),
  stop =>
    within(stop, 'blockNotation') &&
    foundIs(stop, 'Identifier', 'Constructor') &&
    stop.rule === 'blockNotation'
      ? { hint: 'begin with a field, such as `operation : …`, or a label, `name:`' }
      : undefined,
  stop =>
    foundIs(stop, 'Semicolon') && stop.previous?.tokenType.name === 'Operator'
      ? { hint: 'the operator before it needs a second operand' }
      : undefined,
]

export const hintFor = (stop: Stop, span: Span): Hint => {
  for (const rule of rules) {
    const found = rule(stop, span)
    if (found !== undefined) return found
  }
  return {}
}
