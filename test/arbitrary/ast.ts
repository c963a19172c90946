/**
 * Any tree that the parser could have built, without places: what it prints to must be read as the same tree.
 */
import fc, { type Arbitrary, type LetrecTypedTie } from 'fast-check'
import type {
  BinaryOperator,
  Binding,
  Block,
  Declaration,
  DoStatement,
  DriveItem,
  Equation,
  Expression,
  Line,
  Name,
  Pattern,
  Type,
} from '../../src/syntax/ast.ts'
import { precedences } from '../../src/syntax/precedence.ts'

const at = { id: 0, span: { path: '', start: 0, end: 0 } } as const
const named = (text: string): Name => ({ ...at, text })

const lower = fc.constantFrom(
  'x',
  'y',
  'price',
  "x'",
  'not',
  'is',
  'within',
  'for',
  'drive',
  'every',
  'inner',
  'définie',
  'a_b',
)
const upper = fc.constantFrom('A', 'Cooperate', 'Just', 'T2')
const fieldName = fc.constantFrom('soc', 'cap', 'k')
const lowerName = lower.map(named)
const upperName = upper.map(named)
const number = fc.constantFrom('0', '1', '0.5', '1e-3', '0x1f', '12.25')
const text = fc.oneof(
  fc.constantFrom('alice', 'player 1', 'a"b\\c\n\t'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const list = <A>(items: Arbitrary<A>, minLength = 0, maxLength = 3) =>
  fc.array(items, { minLength, maxLength })
/** Never one: a tuple of one is the thing itself. */
const several = <A>(items: Arbitrary<A>) => fc.oneof(fc.constant<A[]>([]), list(items, 2))

interface Trees {
  readonly type: Type
  readonly pattern: Pattern
  readonly expression: Expression
}

const sized = { depthSize: 'small', withCrossShrink: true } as const

const types = fc.letrec<Trees>((tie: LetrecTypedTie<Trees>) => ({
  type: fc.oneof(
    sized,
    lower.map((name): Type => ({ ...at, kind: 'variable', name })),
    fc
      .record({ name: upperName, arguments: list(tie('type')) })
      .map((t): Type => ({ ...at, kind: 'named', ...t })),
    fc.record({ from: tie('type'), to: tie('type') }).map((t): Type => ({ ...at, kind: 'function', ...t })),
    several(tie('type')).map((items): Type => ({ ...at, kind: 'tuple', items })),
    list(fc.record({ name: fieldName.map(named), type: tie('type') })).map(
      (fields): Type => ({ ...at, kind: 'record', fields }),
    ),
  ),
  pattern: fc.constant<Pattern>({ ...at, kind: 'wildcard' }),
  expression: fc.constant<Expression>({ ...at, kind: 'hole' }),
}))
export const arbitraryType = types.type

export const arbitraryPattern = fc.letrec<Trees>((tie: LetrecTypedTie<Trees>) => ({
  type: arbitraryType,
  expression: fc.constant<Expression>({ ...at, kind: 'hole' }),
  pattern: fc.oneof(
    sized,
    lower.map((name): Pattern => ({ ...at, kind: 'variable', name })),
    fc.constant<Pattern>({ ...at, kind: 'wildcard' }),
    fc
      .tuple(fc.constantFrom('', '-'), number)
      .map(([sign, n]): Pattern => ({ ...at, kind: 'number', text: sign + n })),
    text.map((value): Pattern => ({ ...at, kind: 'string', value })),
    fc
      .record({ name: upperName, fields: list(tie('pattern')) })
      .map((p): Pattern => ({ ...at, kind: 'constructor', ...p })),
    several(tie('pattern')).map((items): Pattern => ({ ...at, kind: 'tuple', items })),
    list(tie('pattern')).map((items): Pattern => ({ ...at, kind: 'list', items })),
    list(fc.record({ name: fieldName.map(named), pattern: tie('pattern') })).map(
      (fields): Pattern => ({ ...at, kind: 'record', fields }),
    ),
    fc
      .record({ pattern: tie('pattern'), type: arbitraryType })
      .map((p): Pattern => ({ ...at, kind: 'annotate', ...p })),
  ),
})).pattern

const operator = fc.constantFrom(...(Object.keys(precedences) as BinaryOperator[]))

const bindingOf = (value: Arbitrary<Expression>): Arbitrary<Binding> =>
  fc.oneof(
    fc.record({ pattern: arbitraryPattern, value }).map(b => ({ ...at, ...b, parameters: [] })),
    fc.record({ name: lower, parameters: list(arbitraryPattern, 1, 2), value }).map(
      ({ name, parameters, value: body }): Binding => ({
        ...at,
        pattern: { ...at, kind: 'variable', name },
        parameters,
        value: body,
      }),
    ),
  )

const statementOf = (e: Arbitrary<Expression>): Arbitrary<DoStatement> =>
  fc.oneof(
    fc
      .record({ pattern: arbitraryPattern, source: e })
      .map((s): DoStatement => ({ ...at, kind: 'draw', ...s })),
    bindingOf(e).map((binding): DoStatement => ({ ...at, kind: 'let', binding })),
    e.map((expression): DoStatement => ({ ...at, kind: 'expression', expression })),
  )

/** Comparisons do not chain, and operators of one level that lean to different sides do not mix. */
const canStand = (e: Expression): boolean => e.kind !== 'section' || e.side === 'left' || e.operator !== '-'

export const arbitraryExpression: Arbitrary<Expression> = fc.letrec<Trees>((tie: LetrecTypedTie<Trees>) => {
  const e = tie('expression')
  return {
    type: arbitraryType,
    pattern: arbitraryPattern,
    expression: fc
      .oneof(
        sized,
        lower.map((name): Expression => ({ ...at, kind: 'variable', name })),
        upper.map((name): Expression => ({ ...at, kind: 'constructor', name })),
        number.map((n): Expression => ({ ...at, kind: 'number', text: n })),
        text.map((value): Expression => ({ ...at, kind: 'string', value })),
        operator.map((o): Expression => ({ ...at, kind: 'operator', operator: o })),
        fc.constant<Expression>({ ...at, kind: 'hole' }),
        fc.record({ function: e, argument: e }).map((x): Expression => ({ ...at, kind: 'apply', ...x })),
        fc
          .record({ operator, left: e, right: e })
          .map((x): Expression => ({ ...at, kind: 'binary', operatorSpan: at.span, ...x })),
        fc
          .record({ operator, side: fc.constantFrom('left', 'right'), operand: e })
          .map((x): Expression => ({ ...at, kind: 'section', ...x })),
        e.map((operand): Expression => ({ ...at, kind: 'negate', operand })),
        fc
          .record({ parameters: list(arbitraryPattern, 1, 2), body: e })
          .map((x): Expression => ({ ...at, kind: 'lambda', ...x })),
        fc
          .tuple(e, e, e)
          // biome-ignore lint/suspicious/noThenProperty: the tree’s own word, never awaited
          .map(([condition, yes, no]): Expression => ({ ...at, kind: 'if', condition, then: yes, else: no })),
        fc
          .record({ bindings: list(bindingOf(e), 1, 2), body: e })
          .map((x): Expression => ({ ...at, kind: 'let', ...x })),
        fc.record({ subject: e, arms: list(fc.record({ pattern: arbitraryPattern, body: e }), 1) }).map(
          ({ subject, arms }): Expression => ({
            ...at,
            kind: 'case',
            subject,
            arms: arms.map(arm => ({ ...at, ...arm })),
          }),
        ),
        several(e).map((items): Expression => ({ ...at, kind: 'tuple', items })),
        list(e).map((items): Expression => ({ ...at, kind: 'list', items })),
        fc
          .record({ from: e, next: fc.option(e, { nil: undefined }), to: e })
          .map((x): Expression => ({ ...at, kind: 'range', ...x })),
        fc.record({ body: e, statements: list(statementOf(e), 1) }).map(
          ({ body, statements }): Expression => ({
            ...at,
            kind: 'comprehension',
            body,
            qualifiers: statements.map(statement => {
              if (statement.kind === 'draw') return { ...statement, kind: 'generator' }
              return statement.kind === 'let'
                ? statement
                : { ...at, kind: 'guard', condition: statement.expression }
            }),
          }),
        ),
        list(fc.record({ name: fieldName.map(named), value: e })).map(
          (fields): Expression => ({
            ...at,
            kind: 'record',
            fields: fields.map(field => ({ ...at, ...field })),
          }),
        ),
        fc.record({ record: e, fields: list(fc.record({ name: fieldName.map(named), value: e }), 1) }).map(
          ({ record, fields }): Expression => ({
            ...at,
            kind: 'update',
            record,
            fields: fields.map(field => ({ ...at, ...field })),
          }),
        ),
        fc
          .record({ record: e, name: fieldName.map(named) })
          .map((x): Expression => ({ ...at, kind: 'field', ...x })),
        fc.tuple(list(statementOf(e), 0, 2), e).map(
          ([statements, expression]): Expression => ({
            ...at,
            kind: 'do',
            statements: [...statements, { ...at, kind: 'expression', expression }],
          }),
        ),
        fc
          .record({ expression: e, type: arbitraryType })
          .map((x): Expression => ({ ...at, kind: 'annotate', ...x })),
      )
      .filter(canStand),
  }
}).expression

const lineOf = (operation: Arbitrary<Expression>): Arbitrary<Line> =>
  fc
    .record({
      label: fc.option(fc.oneof(lowerName, upperName), { nil: undefined }),
      inputs: list(arbitraryExpression, 0, 2),
      feedback: list(arbitraryPattern, 0, 2),
      operation,
      outputs: list(arbitraryPattern, 0, 2),
      returns: list(arbitraryExpression, 0, 2),
    })
    .map(line => ({ ...at, ...line, boundary: 'written' }))

const blockOf = (operation: Arbitrary<Expression>): Arbitrary<Block> =>
  fc
    .record({
      hasHeader: fc.boolean(),
      hasFooter: fc.boolean(),
      inputs: list(arbitraryPattern, 0, 2),
      feedback: list(arbitraryExpression, 0, 2),
      lines: list(lineOf(operation), 1),
      outputs: list(arbitraryExpression, 0, 2),
      returns: list(arbitraryPattern, 0, 2),
    })
    .map(block => ({
      ...at,
      ...block,
      notation: 'block',
      inputs: block.hasHeader ? block.inputs : [],
      feedback: block.hasHeader ? block.feedback : [],
      outputs: block.hasFooter ? block.outputs : [],
      returns: block.hasFooter ? block.returns : [],
    }))

const game = (block: Arbitrary<Block>): Arbitrary<Expression> =>
  fc
    .record({ block, delimiter: fc.constantFrom('quote', 'braces') })
    .map((x): Expression => ({ ...at, kind: 'block', ...x }))

const repeated = (block: Arbitrary<Block>): Arbitrary<Expression> =>
  fc.record({ count: arbitraryExpression, block }).map((x): Expression => ({ ...at, kind: 'repeat', ...x }))

const endless = (stage: Arbitrary<Expression>): Arbitrary<Expression> =>
  fc
    .record({ stage, discount: arbitraryExpression, start: arbitraryExpression })
    .map((x): Expression => ({ ...at, kind: 'forever', ...x }))

const simpleGame = game(blockOf(arbitraryExpression))
const arbitraryGame = fc.oneof(
  simpleGame,
  game(blockOf(fc.oneof(arbitraryExpression, simpleGame, repeated(blockOf(arbitraryExpression))))),
  repeated(blockOf(arbitraryExpression)),
  endless(fc.oneof(arbitraryExpression, simpleGame)),
)

const equationsOf = (arity: number): Arbitrary<readonly Equation[]> =>
  list(fc.record({ patterns: list(arbitraryPattern, arity, arity), body: arbitraryExpression }), 1).map(
    equations => equations.map(equation => ({ ...at, ...equation })),
  )

const signature = fc.option(arbitraryType, { nil: undefined })
const pathWord = fc.constantFrom('alice', 'round', '0', '12', 'Bob', 'homes')

const duration = fc.oneof(
  number,
  number.map(digits => `-${digits}`),
)
const quantityPath = fc.constantFrom('home1.battery.soc', 'grid.hour', 'every.drive', 'home.Battery.powerKw')

const driveItem: Arbitrary<DriveItem> = fc.oneof(
  fc
    .record({
      length: duration,
      unit: lowerName.filter(({ text }) => text !== 'for'),
      count: duration,
      word: fc.option(fc.constantFrom('step', 'steps').map(named), { nil: undefined }),
    })
    .map((item): DriveItem => ({ ...at, kind: 'every', lengthSpan: at.span, countSpan: at.span, ...item })),
  fc
    .record({ name: lowerName, value: arbitraryExpression })
    .map((item): DriveItem => ({ ...at, kind: 'feed', ...item })),
  fc
    .record({ value: arbitraryExpression, path: quantityPath })
    .map(({ value, path }): DriveItem => ({ ...at, kind: 'send', value, quantity: { ...at, path } })),
)

export const arbitraryDeclaration: Arbitrary<Declaration> = fc.oneof(
  fc
    .record({ path: text, names: fc.option(list(fc.oneof(lowerName, upperName)), { nil: undefined }) })
    .map((d): Declaration => ({ ...at, kind: 'import', pathSpan: at.span, ...d })),
  fc
    .record({
      name: upperName,
      parameters: list(lowerName, 0, 2),
      constructors: list(fc.record({ name: upperName, fields: list(arbitraryType) }), 1),
    })
    .map(
      ({ name, parameters, constructors }): Declaration => ({
        ...at,
        kind: 'type',
        name,
        parameters,
        body: { kind: 'sum', constructors: constructors.map(c => ({ ...c, span: at.span })) },
      }),
    ),
  fc
    .record({ name: lowerName, signature, value: arbitraryExpression })
    .map((d): Declaration => ({ ...at, kind: 'param', ...d })),
  fc.tuple(lowerName, signature, fc.nat(2)).chain(([name, type, arity]) =>
    equationsOf(arity).map(
      (equations): Declaration => ({
        ...{ ...at, kind: 'let', name, signature: type, result: undefined, equations, byEquations: true },
      }),
    ),
  ),
  fc
    .record({
      name: lowerName,
      type: signature,
      patterns: list(arbitraryPattern, 0, 2),
      body: arbitraryExpression,
    })
    .map(
      ({ name, type, patterns, body }): Declaration => ({
        ...{ ...at, kind: 'let', name, byEquations: false, equations: [{ ...at, patterns, body }] },
        signature: patterns.length === 0 ? type : undefined,
        result: patterns.length === 0 ? undefined : type,
      }),
    ),
  fc
    .record({
      name: lowerName,
      parameters: list(arbitraryPattern, 0, 2),
      signature,
      body: fc.oneof(
        arbitraryGame,
        arbitraryExpression.filter(body => body.kind !== 'record' && body.kind !== 'update'),
      ),
    })
    .map((d): Declaration => ({ ...at, kind: 'game', ...d })),
  fc
    .record({
      name: lowerName,
      game: lowerName,
      arguments: list(arbitraryExpression, 0, 2),
      entries: list(fc.record({ key: list(pathWord, 1), value: arbitraryExpression })),
    })
    .map(
      (d): Declaration => ({
        ...{ ...at, kind: 'strategy', ...d },
        entries: d.entries.map(entry => ({ ...at, keySpan: at.span, ...entry })),
      }),
    ),
  fc
    .record({
      strategy: lowerName,
      negated: fc.boolean(),
      concept: lowerName.filter(name => name.text !== 'not'),
      within: fc.option(arbitraryExpression, { nil: undefined }),
      context: fc.option(arbitraryExpression, { nil: undefined }),
    })
    .map((d): Declaration => ({ ...at, kind: 'check', ...d })),
  arbitraryExpression.map((condition): Declaration => ({ ...at, kind: 'expect', condition })),
  fc
    .record({
      game: lowerName,
      arguments: list(arbitraryExpression, 0, 2),
      concept: lowerName,
    })
    .map((d): Declaration => ({ ...at, kind: 'solve', ...d })),
  fc
    .record({ driven: lowerName, grid: text, items: list(driveItem) })
    .map((d): Declaration => ({ ...at, kind: 'drive', gridSpan: at.span, isWhole: true, ...d })),
)
