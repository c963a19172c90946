/** What was probably meant where the parser stopped. */
import type { Fix } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Stop } from './stop.ts'

export interface Hint {
  readonly hint?: string
  readonly fix?: Fix
}

const words = new Set([
  ...[
    'Import',
    'Type',
    'Param',
    'Game',
    'Strategy',
    'Check',
    'Expect',
    'Solve',
    'Drive',
    'Let',
    'TopLet',
    'In',
  ],
  ...['If', 'Then', 'Else', 'Case', 'Of', 'Do', 'Repeat', 'Forever'],
  ...['Inputs', 'Feedback', 'Operation', 'Outputs', 'Returns', 'Label', 'LabelField'],
])

const foundIs = (stop: Stop, ...names: readonly string[]): boolean =>
  names.includes(stop.found.tokenType.name)
const inRule = (stop: Stop, ...rules: readonly string[]): boolean => rules.includes(stop.rule)
const expects = (stop: Stop, name: string): boolean => stop.expected.includes(name)
const expectsOnly = (stop: Stop, name: string): boolean => stop.expected.join() === name

interface HintRule {
  readonly applies: (stop: Stop) => boolean
  readonly hint: (stop: Stop) => string
  /** What to write instead of the token found. */
  readonly instead?: string
}

/** Tried in order; the first that applies speaks. */
const rules: readonly HintRule[] = [
  {
    applies: stop => expectsOnly(stop, 'Colon') && foundIs(stop, 'Equals') && inRule(stop, 'field'),
    hint: () => 'a field of a block is written `name : …`',
    instead: ':',
  },
  {
    applies: stop =>
      foundIs(stop, 'Colon') && inRule(stop, 'fieldValues', 'fieldValue', 'record', 'strategyEntry'),
    hint: () => 'a value is given to a field with `=`',
    instead: '=',
  },
  {
    applies: stop => expectsOnly(stop, 'Identifier') && words.has(stop.found.tokenType.name),
    hint: stop => `\`${stop.found.image}\` is a word of the language: choose another name`,
  },
  {
    applies: stop =>
      expectsOnly(stop, 'Identifier') &&
      foundIs(stop, 'Constructor') &&
      inRule(stop, 'letDeclaration', 'paramDeclaration', 'gameDeclaration', 'strategyDeclaration'),
    hint: () => 'begin the name with a lower-case letter; upper case is for types and constructors',
  },
  {
    applies: stop => inRule(stop, 'typeDeclaration') && foundIs(stop, 'Identifier'),
    hint: () => 'begin the name of a type with an upper-case letter',
  },
  {
    applies: stop => inRule(stop, 'doBlock') && expectsOnly(stop, 'CurlyOpen'),
    hint: () => 'layout means nothing here: write `do { x <- d; pure x }`',
  },
  {
    applies: stop => foundIs(stop, 'Equals') && !expectsOnly(stop, 'Colon'),
    hint: () => 'to compare write `==`; to name a value begin a declaration with `let`',
  },
  {
    applies: stop => inRule(stop, 'send') && foundIs(stop, 'LeftArrow'),
    hint: () => 'a name stands before `<-`; to command the grid write `expression -> device.quantity`',
  },
  {
    applies: stop => inRule(stop, 'every'),
    hint: () => 'write `every 15 minutes for 96`: how long a step is, and how many there are',
  },
  {
    applies: stop => inRule(stop, 'quantity'),
    hint: () => 'a quantity is that of a device: `home1.battery.powerKw`',
  },
  {
    applies: stop =>
      inRule(stop, 'driveItem', 'feed', 'send', 'driveDeclaration') && !foundIs(stop, 'Equals'),
    hint: () =>
      'a drive is `drive s in "homes.grid.json" { every 1 hour for 24 ; x <- home1.battery.soc ; y -> home1.battery.powerKw ; }`',
  },
  {
    applies: stop => foundIs(stop, 'LeftArrow') && !stop.rules.includes('arrowItem'),
    hint: () => 'to compare with a negative number put a space: `x < -1`',
  },
  {
    applies: stop => foundIs(stop, 'Dot') && stop.next?.tokenType.name === 'NumberLiteral',
    hint: stop => `write a digit before the point: \`0.${stop.next?.image ?? ''}\``,
  },
  {
    applies: stop => inRule(stop, 'strategyDeclaration') && expectsOnly(stop, 'For'),
    hint: () => 'a strategy says which game it is for: `strategy s for g = { … }`',
  },
  {
    applies: stop => inRule(stop, 'strategyDeclaration', 'profile', 'decisionPath', 'strategyEntry'),
    hint: () => 'a strategy is a list of decisions: `{ alice = …, bob = … }`',
  },
  { applies: stop => inRule(stop, 'checkDeclaration'), hint: () => 'write `check s is equilibrium`' },
  { applies: stop => inRule(stop, 'solveDeclaration'), hint: () => 'write `solve g for equilibrium`' },
  {
    applies: stop => inRule(stop, 'arrowLine', 'arrowRest'),
    hint: () => 'a line is `outputs | returns <- operation -< feedback | inputs ;`',
  },
  {
    applies: stop => expectsOnly(stop, 'Else'),
    hint: () => 'an `if` needs both branches: `if c then a else b`',
  },
  {
    applies: stop => inRule(stop, 'quotedBlock', 'bracedBlock') && foundIs(stop, 'Identifier', 'Constructor'),
    hint: () => 'begin with a field, such as `operation : …`, or a label, `name:`',
  },
  {
    applies: stop =>
      expects(stop, 'NumberLiteral') && stop.previous?.tokenType.CATEGORIES?.some(isOperator) === true,
    hint: stop => `the operator \`${stop.previous?.image ?? ''}\` needs a second operand`,
  },
]

const isOperator = (type: { readonly name: string }): boolean => type.name === 'Operator'

/** `span` is the place of the token found. */
export const hintFor = (stop: Stop, span: Span): Hint => {
  const rule = rules.find(one => one.applies(stop))
  if (rule === undefined) return {}
  const hint = rule.hint(stop)
  if (rule.instead === undefined) return { hint }
  return { hint, fix: { title: `write \`${rule.instead}\``, edits: [{ span, text: rule.instead }] } }
}
