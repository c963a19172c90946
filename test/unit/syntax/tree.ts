/** Trees as text, for tests: `(f x)` applies, `(+ a b)` is an operator, words name the other forms. */
import type {
  Binding,
  Block,
  Declaration,
  DoStatement,
  DriveItem,
  Expression,
  Line,
  Pattern,
  Qualifier,
  Type,
} from '../../../src/syntax/ast.ts'

const row = (...parts: readonly string[]): string => `(${parts.filter(part => part !== '').join(' ')})`

export const typeTree = (type: Type): string => {
  switch (type.kind) {
    case 'named':
      return type.arguments.length === 0
        ? type.name.text
        : row(type.name.text, ...type.arguments.map(typeTree))
    case 'variable':
      return type.name
    case 'function':
      return row('->', typeTree(type.from), typeTree(type.to))
    case 'tuple':
      return row('tuple', ...type.items.map(typeTree))
    case 'record':
      return row('record', ...type.fields.map(field => `${field.name.text}:${typeTree(field.type)}`))
    case 'broken':
      return '⚠'
  }
}

export const patternTree = (pattern: Pattern): string => {
  switch (pattern.kind) {
    case 'variable':
      return pattern.name
    case 'wildcard':
      return '_'
    case 'number':
      return pattern.text
    case 'string':
      return JSON.stringify(pattern.value)
    case 'constructor':
      return pattern.fields.length === 0
        ? pattern.name.text
        : row(pattern.name.text, ...pattern.fields.map(patternTree))
    case 'tuple':
      return row('tuple', ...pattern.items.map(patternTree))
    case 'list':
      return row('list', ...pattern.items.map(patternTree))
    case 'record':
      return row('record', ...pattern.fields.map(field => `${field.name.text}=${patternTree(field.pattern)}`))
    case 'annotate':
      return row(':', patternTree(pattern.pattern), typeTree(pattern.type))
    case 'broken':
      return '⚠'
  }
}

const bindingTree = (binding: Binding): string =>
  row(
    '=',
    patternTree(binding.pattern),
    ...binding.parameters.map(patternTree),
    expressionTree(binding.value),
  )

const statementTree = (statement: DoStatement | Qualifier): string => {
  switch (statement.kind) {
    case 'draw':
    case 'generator':
      return row('<-', patternTree(statement.pattern), expressionTree(statement.source))
    case 'let':
      return row('let', bindingTree(statement.binding))
    case 'expression':
      return expressionTree(statement.expression)
    case 'guard':
      return expressionTree(statement.condition)
  }
}

const fields = (given: Extract<Expression, { kind: 'record' }>['fields']): readonly string[] =>
  given.map(field => `${field.name.text}=${expressionTree(field.value)}`)

export const expressionTree = (e: Expression): string => {
  const all = (items: readonly Expression[]): readonly string[] => items.map(expressionTree)
  switch (e.kind) {
    case 'number':
      return e.text
    case 'string':
      return JSON.stringify(e.value)
    case 'variable':
    case 'constructor':
      return e.name
    case 'operator':
      return row(e.operator)
    case 'section':
      return e.side === 'left'
        ? row(expressionTree(e.operand), e.operator, '·')
        : row('·', e.operator, expressionTree(e.operand))
    case 'lambda':
      return row('\\', ...e.parameters.map(patternTree), '->', expressionTree(e.body))
    case 'apply':
      return row(expressionTree(e.function), expressionTree(e.argument))
    case 'binary':
      return row(e.operator, expressionTree(e.left), expressionTree(e.right))
    case 'negate':
      return row('neg', expressionTree(e.operand))
    case 'if':
      return row('if', ...all([e.condition, e.then, e.else]))
    case 'let':
      return row('let', ...e.bindings.map(bindingTree), expressionTree(e.body))
    case 'case':
      return row(
        'case',
        expressionTree(e.subject),
        ...e.arms.map(arm => row(patternTree(arm.pattern), '->', expressionTree(arm.body))),
      )
    case 'tuple':
      return row('tuple', ...all(e.items))
    case 'list':
      return row('list', ...all(e.items))
    case 'range':
      return row('range', ...all([e.from, ...(e.next === undefined ? [] : [e.next]), e.to]))
    case 'comprehension':
      return row('for', ...e.qualifiers.map(statementTree), expressionTree(e.body))
    case 'record':
      return row('record', ...fields(e.fields))
    case 'update':
      return row('update', expressionTree(e.record), ...fields(e.fields))
    case 'field':
      return row('.', expressionTree(e.record), e.name.text)
    case 'do':
      return row('do', ...e.statements.map(statementTree))
    case 'annotate':
      return row(':', expressionTree(e.expression), typeTree(e.type))
    case 'block':
      return row(e.delimiter, blockTree(e.block))
    case 'repeat':
      return row('repeat', expressionTree(e.count), blockTree(e.block))
    case 'forever':
      return row('forever', ...all([e.stage, e.discount, e.start]))
    case 'hole':
      return '...'
    case 'broken':
      return '⚠'
  }
}

const field = (word: string, items: readonly string[]): string =>
  items.length === 0 ? '' : row(word, ...items)

const lineTree = (line: Line): string =>
  row(
    line.label === undefined ? 'line' : `${line.label.text}:`,
    line.boundary === 'byName' ? 'byName' : '',
    field('inputs', line.inputs.map(expressionTree)),
    field('feedback', line.feedback.map(patternTree)),
    expressionTree(line.operation),
    field('outputs', line.outputs.map(patternTree)),
    field('returns', line.returns.map(expressionTree)),
  )

const blockTree = (block: Block): string =>
  row(
    block.notation,
    block.hasHeader
      ? row(
          'header',
          field('inputs', block.inputs.map(patternTree)),
          field('feedback', block.feedback.map(expressionTree)),
        )
      : '',
    ...block.lines.map(lineTree),
    block.hasFooter
      ? row(
          'footer',
          field('outputs', block.outputs.map(expressionTree)),
          field('returns', block.returns.map(patternTree)),
        )
      : '',
  )

export const declarationTree = (d: Declaration): string => {
  switch (d.kind) {
    case 'import':
      return row(
        'import',
        JSON.stringify(d.path),
        ...(d.names === undefined ? ['all'] : d.names.map(name => name.text)),
      )
    case 'type':
      return row(
        'type',
        d.name.text,
        ...d.parameters.map(parameter => parameter.text),
        ...(d.body.kind === 'alias'
          ? ['=', typeTree(d.body.type)]
          : d.body.constructors.map(one => row('|', one.name.text, ...one.fields.map(typeTree)))),
      )
    case 'param':
      return row(
        'param',
        d.name.text,
        d.signature === undefined ? '' : `:${typeTree(d.signature)}`,
        expressionTree(d.value),
      )
    case 'let':
      return row(
        'let',
        d.name.text,
        d.signature === undefined ? '' : `:${typeTree(d.signature)}`,
        d.result === undefined ? '' : `->${typeTree(d.result)}`,
        ...d.equations.map(one =>
          row(d.byEquations ? '|' : '=', ...one.patterns.map(patternTree), expressionTree(one.body)),
        ),
      )
    case 'game':
      return row(
        'game',
        d.name.text,
        ...d.parameters.map(patternTree),
        d.signature === undefined ? '' : `:${typeTree(d.signature)}`,
        expressionTree(d.body),
      )
    case 'strategy':
      return row(
        'strategy',
        d.name.text,
        row(d.game.text, ...d.arguments.map(expressionTree)),
        ...d.entries.map(entry => `${entry.key.join('/')}=${expressionTree(entry.value)}`),
      )
    case 'check':
      return row(
        d.negated ? 'check-not' : 'check',
        d.strategy.text,
        d.concept.text,
        d.within === undefined ? '' : row('within', expressionTree(d.within)),
        d.context === undefined ? '' : row('in', expressionTree(d.context)),
      )
    case 'expect':
      return row('expect', expressionTree(d.condition))
    case 'solve':
      return row('solve', d.concept.text, row(d.game.text, ...d.arguments.map(expressionTree)))
    case 'drive':
      return row('drive', d.driven.text, JSON.stringify(d.grid), ...d.items.map(itemTree))
  }
}

const itemTree = (item: DriveItem): string => {
  switch (item.kind) {
    case 'every':
      return row('every', item.length, item.unit.text, item.count, item.word?.text ?? '')
    case 'feed':
      return row('<-', item.name.text, expressionTree(item.value))
    case 'send':
      return row('->', expressionTree(item.value), item.quantity.path)
  }
}
