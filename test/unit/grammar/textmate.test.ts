import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import oniguruma from 'vscode-oniguruma'
import textmate from 'vscode-textmate'
import { readTokens } from '../../../grammar/read.ts'
import { contextualWords, Operator, reservedWords } from '../../../grammar/tokens.ts'
import { gameTexts } from '../../fuzz/text.ts'

const require = createRequire(import.meta.url)
const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))
const source = readFileSync('grammar/game.tmLanguage.json', 'utf8')

const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(new Uint8Array(wasm).buffer).then(() => ({
    createOnigScanner: patterns => new oniguruma.OnigScanner([...patterns]),
    createOnigString: text => new oniguruma.OnigString(text),
  })),
  loadGrammar: async () => textmate.parseRawGrammar(source, 'game.tmLanguage.json'),
})
const grammar = await registry.loadGrammar('source.game')
if (grammar === null) throw new Error('the TextMate grammar does not load')

/** The innermost scope of every character. */
const scopesOf = (text: string): readonly string[] => {
  const scopes: string[] = []
  let stack = textmate.INITIAL
  for (const line of text.split(/(?<=\n)/)) {
    const result = grammar.tokenizeLine(line.replace(/\n$/, ''), stack)
    for (const { startIndex, endIndex, scopes: found } of result.tokens)
      for (let i = startIndex; i < Math.min(endIndex, line.replace(/\n$/, '').length); i++)
        scopes.push(found.join(' '))
    if (line.endsWith('\n')) scopes.push('')
    stack = result.ruleStack
  }
  return scopes
}

const words = new Set(reservedWords.map(type => type.name))
const contextual = new Set(contextualWords.map(type => type.name))

/** What the scope of a token must hold, by the lexer's type of it. */
const wantedScope = (type: {
  readonly name: string
  readonly CATEGORIES?: readonly { readonly name: string }[]
}): RegExp => {
  const { name } = type
  if (words.has(name) || ['TopLet', 'Drive', 'Every'].includes(name))
    return /keyword\.(?:declaration|control|other)/
  if (contextual.has(name) || name === 'Identifier') return /variable\.other\.game/
  if (name === 'LabelName') return /variable\.other\.game|entity\.name\.type/
  if (name === 'Constructor') return /entity\.name\.type/
  if (name === 'Wildcard') return /variable\.language/
  if (name === 'NumberLiteral') return /constant\.numeric/
  if (name === 'StringLiteral' || name === 'UnclosedString') return /string\.quoted/
  if (name === 'FieldAccess') return /variable\.other\.member/
  if (name === 'Hole') return /constant\.language\.hole/
  if (name === 'Delimiter') return /punctuation\.separator\.delimiter/
  if (name === 'LabelField') return /keyword\.other|punctuation|string\.unquoted|^source\.game$/
  if (/Quote(?:Open|Close)/.test(name)) return /punctuation\.section/
  if (/(?:Paren|Square|Curly)(?:Open|Close)|BlockOpen|ArrowOpen/.test(name)) return /punctuation\.bracket/
  if (['Comma', 'Semicolon', 'Colon'].includes(name)) return /punctuation\.separator/
  if (name === 'PathIndex') return /keyword\.operator|constant\.numeric/
  if (type.CATEGORIES?.some(category => category.name === Operator.name)) return /keyword\.operator/
  return /keyword\.operator/
}

/** Tokens whose characters the editor would color otherwise than the lexer reads them. */
const disagreements = (text: string): readonly string[] => {
  const scopes = scopesOf(text)
  const { tokens, comments } = readTokens(text)
  const spans = [
    ...tokens.map(token => ({ token, wanted: wantedScope(token.tokenType) })),
    ...comments.map(token => ({ token, wanted: /comment\./ })),
  ]
  return spans.flatMap(({ token, wanted }) => {
    const found = [...token.image].map((_, i) => scopes[token.startOffset + i] ?? '')
    const bad = found.find((scope, i) => token.image[i] !== '\n' && !wanted.test(scope))
    return bad === undefined ? [] : [`${token.tokenType.name} ${JSON.stringify(token.image)}: ${bad}`]
  })
}

describe('the editor colors what the lexer reads', () => {
  test.each(gameTexts().map(({ path, text }) => ({ path, text })))('$path', ({ text }) => {
    expect(disagreements(text)).toEqual([])
  })

  test('text that is hard to color', () => {
    const hard = [
      'let a = "gap \\\n   \\ end" ++ "q\\"" -- "no text"',
      'let b = x.label.type + f . g + (...) ... [0..5] [1, 3 .. 9] 0x1F 1.5e-3 0o7',
      '{- a {- nested -} "text" -} let c = 1 // { -- no block',
      "let größe = Äpfel λ x' _x _ typed inputsOf",
      'game g = [opengame| label : player 1: first -- comment\n operation : f ; :---: |] -- :---:',
      'label : raw inputs : x',
      'let d = \\x -> x `mod` 2 >>> y /= z && !!',
      'strategy s for g = { round.0.alice = 1, homes.12.Owner = 2 }',
      'let drive every = every drive',
      'drive s in "a.grid.json" { every 15 minutes for 96 ; drive <- home1.battery.soc ; every * 2 -> home.every.drive }',
      'drive every in "b.grid.json" {',
      '  every -1 hour for 2 steps ; every <- x',
      '}',
    ].join('\n')
    expect(disagreements(hard)).toEqual([])
  })
})
