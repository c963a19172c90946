/** Strategies, and the questions that are asked of them. */
import { didYouMean } from '../diagnostic/suggest.ts'
import type {
  CheckDeclaration,
  ExpectDeclaration,
  Expression,
  Name,
  SolveDeclaration,
  StrategyDeclaration,
} from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { generalizeAt } from './inferBranches.ts'
import { freshGame, type Game } from './inferComposition.ts'
import { check, fits, infer } from './inferExpression.ts'
import { type Inference, markBroken, record, report } from './inference.ts'
import { generalize, instantiate } from './scheme.ts'
import { fresh, prune } from './substitution.ts'
import { bool, distOf, functionFrom, real, strategyOf } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

/** The game that a strategy or question names, given its arguments. */
export const appliedGame = (inf: Inference, name: Name, values: readonly Expression[]): Game | undefined => {
  const binding = inf.resolved.values.get(name.id)
  const scheme = binding?.kind === 'declaration' ? inf.schemes.get(binding.declaration.id) : undefined
  if (scheme === undefined) {
    markBroken(inf)
    for (const value of values) infer(inf, value)
    return undefined
  }
  let type = prune(inf.s, instantiate(inf.s, scheme))
  const isKnown = type.kind !== 'variable'
  for (const [i, value] of values.entries()) {
    if (type.kind !== 'function') {
      if (isKnown) report(inf, tooManyArguments(name, i, values.length, value))
      for (const other of values.slice(i)) infer(inf, other)
      return undefined
    }
    check(inf, value, type.from, { text: `this is argument ${i + 1} of \`${name.text}\``, span: name.span })
    type = prune(inf.s, type.to)
  }
  if (type.kind === 'game') return record(inf, name, type).kind === 'game' ? type : undefined
  if (type.kind === 'function') report(inf, tooFewArguments(inf, name, type))
  if (type.kind !== 'variable') return undefined
  const game = freshGame(inf.s)
  return unify(inf.s, type, game) === undefined ? game : undefined
}

const tooManyArguments = (name: Name, taken: number, given: number, value: Expression) =>
  typeError(
    'G3003',
    `\`${name.text}\` takes ${taken === 0 ? 'no arguments' : taken === 1 ? '1 argument' : `${taken} arguments`}, and is given ${given}`,
    { span: value.span, text: 'one too many' },
    { hint: 'put an argument that is itself an application in parentheses' },
  )

const tooFewArguments = (inf: Inference, name: Name, type: Type) => {
  const print = printer(inf)
  const missing: string[] = []
  let rest = type
  while (rest.kind === 'function') {
    missing.push(`\`${print(rest.from)}\``)
    rest = prune(inf.s, rest.to)
  }
  return typeError(
    'G3001',
    `\`${name.text}\` needs ${missing.length === 1 ? '1 more argument' : `${missing.length} more arguments`}`,
    { span: name.span, text: `${missing.join(', ')} missing` },
    { hint: `write the arguments after \`${name.text}\`` },
  )
}

/** A strategy is a value of type `Strategy p`; its entries are judged when the game is unfolded. */
export const inferStrategy = (inf: Inference, declaration: StrategyDeclaration, type: Type): void => {
  const game = appliedGame(inf, declaration.game, declaration.arguments)
  for (const entry of declaration.entries) {
    inf.s.level++
    const found = infer(inf, entry.value)
    inf.s.level--
    record(inf, entry, found)
    inf.schemes.set(entry.id, generalizeAt(inf, entry, found))
  }
  if (game === undefined) return
  unify(inf.s, type, strategyOf(game.play))
  inf.strategyGames.set(declaration.id, generalize(inf.s, game))
}

const contextParts = ['input', 'continuation']

/** `check s is … within e in { input = D, continuation = \y -> r }` */
export const inferCheck = (inf: Inference, declaration: CheckDeclaration): void => {
  if (declaration.within !== undefined)
    check(inf, declaration.within, real, { text: 'a tolerance is a number' })
  const binding = inf.resolved.values.get(declaration.strategy.id)
  if (binding?.kind !== 'declaration') markBroken(inf)
  const scheme = binding?.kind === 'declaration' ? inf.strategyGames.get(binding.declaration.id) : undefined
  const game = scheme === undefined ? undefined : instantiate(inf.s, scheme)
  const { context } = declaration
  if (context === undefined) return
  const wires = game?.kind === 'game' ? game : freshGame(inf.s)
  if (context.kind === 'record') {
    checkContext(inf, context, wires, declaration.strategy)
    return
  }
  infer(inf, context)
  fitContext(inf, context, wires)
}

const checkContext = (
  inf: Inference,
  context: Extract<Expression, { readonly kind: 'record' }>,
  game: Game,
  strategy: Name,
): void => {
  const of = { span: strategy.span }
  const expected = new Map<string, Type>([
    ['input', distOf(game.x)],
    ['continuation', functionFrom(game.y, game.r)],
  ])
  const reasons = new Map([
    ['input', 'the input of the game is drawn from a distribution'],
    ['continuation', 'the continuation answers the outputs of the game with its returns'],
  ])
  for (const field of context.fields) {
    const { text } = field.name
    const type = expected.get(text)
    if (type === undefined) report(inf, notInContext(field.name))
    check(inf, field.value, type ?? fresh(inf.s), {
      text: reasons.get(text) ?? 'it is part of a context',
      ...of,
    })
  }
}

const notInContext = (name: Name) =>
  typeError(
    'G3005',
    `a context has no part \`${name.text}\``,
    { span: name.span },
    {
      explanation: [`Its parts are ${contextParts.map(part => `\`${part}\``).join(' and ')}.`],
      hint: didYouMean(name.text, contextParts),
    },
  )

/** A context that is not written out has both parts. */
const fitContext = (inf: Inference, context: Expression, game: Game): void => {
  const actual = inf.types.get(context.id) ?? fresh(inf.s)
  const expected: Type = {
    kind: 'record',
    row: {
      kind: 'extend',
      ...{ label: 'input', type: distOf(game.x) },
      rest: {
        kind: 'extend',
        ...{ label: 'continuation', type: functionFrom(game.y, game.r) },
        rest: { kind: 'empty' },
      },
    },
  }
  fits(inf, context, expected, actual, { text: 'this is the context of a game' })
}

export const inferExpect = (inf: Inference, declaration: ExpectDeclaration): void =>
  check(inf, declaration.condition, bool, { text: 'what is expected is true or false' })

export const inferSolve = (inf: Inference, declaration: SolveDeclaration): void => {
  appliedGame(inf, declaration.game, declaration.arguments)
}
