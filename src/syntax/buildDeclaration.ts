import type {
  CheckDeclarationCstNode,
  DecisionPathCstNode,
  DeclarationCstNode,
  EquationCstNode,
  GameDeclarationCstNode,
  ImportDeclarationCstNode,
  LetDeclarationCstNode,
  ParamDeclarationCstNode,
  SolveDeclarationCstNode,
  StrategyDeclarationCstNode,
  StrategyEntryCstNode,
  TypeCstNode,
} from '../../grammar/cst.ts'
import type { Span } from '../source/source.ts'
import { checkArity } from './arity.ts'
import type { Declaration, Equation, LetDeclaration, Name, StrategyEntry, Type } from './ast.ts'
import { buildDrive } from './buildDrive.ts'
import { buildExpression, buildSelection } from './buildExpression.ts'
import { type Building, first, isMadeUp, nameOf, node, spanOfNode, spanOfToken } from './building.ts'
import { buildPatternAtom } from './buildPattern.ts'
import { buildType } from './buildType.ts'
import { buildTypeDeclaration } from './buildTypeDeclaration.ts'
import { textOf } from './lexicalErrors.ts'

/** A declaration of which no more than its first word could be read is left out. */
export const buildDeclaration = (b: Building, cst: DeclarationCstNode): Declaration | undefined => {
  const c = cst.children
  const imported = first(c.importDeclaration)
  if (imported !== undefined) return buildImport(b, imported)
  const type = first(c.typeDeclaration)
  if (type !== undefined) return buildTypeDeclaration(b, type)
  const param = first(c.paramDeclaration)
  if (param !== undefined) return buildParam(b, param)
  const value = first(c.letDeclaration)
  if (value !== undefined) return buildLet(b, value)
  const game = first(c.gameDeclaration)
  if (game !== undefined) return buildGame(b, game)
  const strategy = first(c.strategyDeclaration)
  if (strategy !== undefined) return buildStrategy(b, strategy)
  return buildQuestion(b, cst)
}

const buildQuestion = (b: Building, cst: DeclarationCstNode): Declaration | undefined => {
  const check = first(cst.children.checkDeclaration)
  if (check !== undefined) return buildCheck(b, check)
  const expected = first(cst.children.expectDeclaration)
  if (expected !== undefined) {
    const condition = buildExpression(b, first(expected.children.expression))
    return { ...node(b, spanOfNode(b, expected)), kind: 'expect', condition }
  }
  const solve = first(cst.children.solveDeclaration)
  if (solve !== undefined) return buildSolve(b, solve)
  const drive = first(cst.children.driveDeclaration)
  return drive === undefined ? undefined : buildDrive(b, drive)
}

const isPresent = (name: Name): boolean => name.text !== ''

const buildImport = (b: Building, cst: ImportDeclarationCstNode): Declaration | undefined => {
  const path = first(cst.children.StringLiteral)
  if (path === undefined || isMadeUp(path)) return undefined
  const list = first(cst.children.importList)
  const names = list?.children.importedName?.map(name =>
    nameOf(b, first(name.children.Identifier) ?? first(name.children.Constructor)),
  )
  return {
    ...node(b, spanOfNode(b, cst)),
    kind: 'import',
    path: textOf(b, path),
    pathSpan: spanOfToken(b, path),
    names: list === undefined ? undefined : (names ?? []).filter(isPresent),
  }
}

const signatureOf = (b: Building, types: readonly TypeCstNode[] | undefined): Type | undefined => {
  const type = first(types)
  return type === undefined ? undefined : buildType(b, type)
}

const buildParam = (b: Building, cst: ParamDeclarationCstNode): Declaration | undefined => {
  const name = nameOf(b, first(cst.children.Identifier))
  const signature = signatureOf(b, cst.children.type)
  const value = buildExpression(b, first(cst.children.expression))
  if (!isPresent(name)) return undefined
  return { ...node(b, spanOfNode(b, cst)), kind: 'param', name, signature, value }
}

/** A type after parameters is that of the result, otherwise that of the name. */
const buildLet = (b: Building, cst: LetDeclarationCstNode): LetDeclaration | undefined => {
  const name = nameOf(b, first(cst.children.Identifier))
  const patterns = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  const written = signatureOf(b, cst.children.type)
  const barred = cst.children.equation?.map(equation => buildEquation(b, equation))
  const span = spanOfNode(b, cst)
  if (!isPresent(name)) return undefined
  const isResult = barred === undefined && patterns.length > 0
  const equations = barred ?? [
    { ...node(b, span), patterns, body: buildExpression(b, first(cst.children.expression)) },
  ]
  return {
    ...node(b, span),
    kind: 'let',
    name,
    signature: isResult ? undefined : written,
    result: isResult ? written : undefined,
    equations: barred === undefined ? equations : checkArity(b, name, patterns, equations),
    byEquations: barred !== undefined,
  }
}

const buildEquation = (b: Building, cst: EquationCstNode): Equation => {
  const patterns = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  const body = buildExpression(b, first(cst.children.expression))
  return { ...node(b, spanOfNode(b, cst)), patterns, body }
}

const buildGame = (b: Building, cst: GameDeclarationCstNode): Declaration | undefined => {
  const name = nameOf(b, first(cst.children.Identifier))
  const parameters = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  const signature = signatureOf(b, cst.children.type)
  const body = buildExpression(b, first(cst.children.expression))
  if (!isPresent(name)) return undefined
  return { ...node(b, spanOfNode(b, cst)), kind: 'game', name, parameters, signature, body }
}

const buildStrategy = (b: Building, cst: StrategyDeclarationCstNode): Declaration | undefined => {
  const [name, game] = [0, 1].map(i => nameOf(b, cst.children.Identifier?.[i]))
  const given = first(cst.children.arguments)?.children.selection ?? []
  const arguments_ = given.map(argument => buildSelection(b, argument))
  const profile = first(cst.children.profile)
  const entries = (profile?.children.strategyEntry ?? []).flatMap(entry => buildEntry(b, entry))
  if (name === undefined || game === undefined || !isPresent(name) || !isPresent(game)) return undefined
  return { ...node(b, spanOfNode(b, cst)), kind: 'strategy', name, game, arguments: arguments_, entries }
}

const buildEntry = (b: Building, cst: StrategyEntryCstNode): readonly StrategyEntry[] => {
  const path = first(cst.children.decisionPath)
  const found = path === undefined ? undefined : buildPath(b, path)
  const value = buildExpression(b, first(cst.children.expression))
  if (found === undefined) return []
  return [{ ...node(b, spanOfNode(b, cst)), key: found.key, keySpan: found.span, value }]
}

const buildPath = (
  b: Building,
  cst: DecisionPathCstNode,
): { readonly key: readonly string[]; readonly span: Span } | undefined => {
  const { StringLiteral, Identifier, Constructor, NumberLiteral, FieldAccess, PathIndex } = cst.children
  const text = first(StringLiteral)
  const word = first(Identifier) ?? first(Constructor) ?? first(NumberLiteral)
  const steps = [...(FieldAccess ?? []), ...(PathIndex ?? [])].sort((x, y) => x.startOffset - y.startOffset)
  const span = spanOfNode(b, cst)
  const rest = steps.map(step => step.image.slice(1))
  if (text !== undefined) return { key: [...textOf(b, text).split('.'), ...rest], span }
  if (word === undefined || isMadeUp(word)) return undefined
  // `0.1.alice` begins with what reads as one number
  return { key: [...word.image.split('.'), ...rest], span }
}

const buildCheck = (b: Building, cst: CheckDeclarationCstNode): Declaration | undefined => {
  const [strategy, concept] = [0, 1].map(i => nameOf(b, cst.children.Identifier?.[i]))
  const within = first(cst.children.within)
  const context = first(cst.children.context)
  if (strategy === undefined || concept === undefined || !isPresent(strategy) || !isPresent(concept))
    return undefined
  return {
    ...node(b, spanOfNode(b, cst)),
    kind: 'check',
    strategy,
    negated: cst.children.Not !== undefined,
    concept,
    within: within === undefined ? undefined : buildExpression(b, within),
    context: context === undefined ? undefined : buildExpression(b, context),
  }
}

const buildSolve = (b: Building, cst: SolveDeclarationCstNode): Declaration | undefined => {
  const [game, concept] = [0, 1].map(i => nameOf(b, cst.children.Identifier?.[i]))
  const given = first(cst.children.arguments)?.children.selection ?? []
  const arguments_ = given.map(argument => buildSelection(b, argument))
  if (game === undefined || concept === undefined || !isPresent(game) || !isPresent(concept)) return undefined
  return { ...node(b, spanOfNode(b, cst)), kind: 'solve', game, arguments: arguments_, concept }
}
