import { describe, expect, it } from 'vitest'
import type { Expression } from '../../../src/syntax/ast.ts'
import { complaints, resolving } from './resolving.ts'

const bindingOf = (text: string, name: string) => {
  const resolved = resolving(text)
  const found: Expression[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    // the tree has no other objects of this kind and name
    if ('kind' in value && value.kind === 'variable' && 'name' in value && value.name === name)
      found.push(value as Expression)
    for (const part of Object.values(value)) visit(part)
  }
  visit(resolved.files)
  return found.map(e => resolved.values.get(e.id)).filter(b => b !== undefined)
}

describe('top-level names', () => {
  it('may be used before they are declared', () => {
    expect(complaints('let a = b\nlet b = 1')).toEqual([])
  })
  it('are bound once', () => {
    expect(complaints('let a = 1\nparam a = 2')).toEqual(['G2002 a'])
  })
  it('are suggested where close', () => {
    const [d] = resolving('let payoff = 1\nlet a = payof').diagnostics
    expect(d?.hint).toBe('did you mean `payoff`?')
  })
  it('stand before the prelude', () => {
    expect(bindingOf('let map = 1\nlet a = map', 'map')).toMatchObject([{ kind: 'declaration' }])
  })
  it('leave questions about strategies to the prelude', () => {
    const text = 'let payoff = 1\ngame g = { operation : decision "a" [1] ; returns : payoff }\n'
    const asked = `${text}strategy s for g = { a = 1 }\nexpect payoff s "a" == payoff`
    expect(bindingOf(asked, 'payoff').map(b => b.kind)).toEqual(['declaration', 'prelude', 'declaration'])
  })
  it('cannot replace types of the language', () => {
    expect(complaints('type Real = Bool')).toEqual(['G2002 Real'])
  })
  it('are told from constructors and types', () => {
    expect(complaints('type M = | C\nlet a = D\nlet b : N = C')).toEqual(['G2006 D', 'G2005 N'])
  })
  it('of types are explained where a constructor was meant', () => {
    const [d] = resolving('type Move = Cooperate').diagnostics
    expect(d?.hint).toBe('a type of one constructor begins with a bar: `type Move = | Cooperate`')
  })
  it('of a constructor are bound once', () => {
    expect(complaints('type M = C | D\ntype N = | C')).toEqual(['G2002 C'])
  })
  it('of games and strategies must be of their kind', () => {
    expect(
      complaints('let a = 1\nstrategy s for a = { x = 1 }\ncheck a is equilibrium\nsolve s for nash'),
    ).toEqual(['G2009 a', 'G2010 a', 'G2009 s'])
  })
  it('of concepts are closed', () => {
    const game = 'game g = { operation : decision "a" [1] ; }\nstrategy s for g = { a = 1 }\n'
    expect(complaints(`${game}check s is equilibrum\nsolve g for correlated`)).toEqual(['G2011 equilibrum'])
  })
})

describe('local names', () => {
  it('shadow outer ones', () => {
    expect(complaints('let x = 1\nlet f = \\x -> (let x = x + 1 in x)')).toEqual([])
    expect(complaints('let x = 1\nlet f = \\x -> (let x = 2 in x)')).toEqual(['G6004 x'])
  })
  it.each([
    ['let f x x = x', 'G2002 x'],
    ['let f = \\x x -> x', 'G2002 x'],
    ['let f (x, x) = x', 'G2002 x'],
    ['let a = let x = 1; x = 2 in x', 'G2002 x'],
    ['let a = { b = 1, b = 2 }', 'G2002 b'],
    ['type T a a = List a', 'G2002 a'],
    ['type T = List a', 'G2005 a'],
    ['let a = let x = x + 1 in x', 'G2012 x'],
    ['let a = [x | x <- x]', 'G2001 x'],
    ['let a = do { x <- pure y; y <- pure x; pure y }', 'G2001 y'],
    ['let f = \\x -> 1', 'G6004 x'],
    ['let f (x : Real) = 1', 'G6004 x'],
    ['let a = case 1 of | x -> 1', 'G6004 x'],
  ])('%s: %s', (text, complaint) => {
    expect(complaints(text)).toEqual([complaint])
  })
  it.each([
    'let a = let f n = if n == 0 then 0 else f (n - 1) in f 3',
    'let a = let x = 1; y = x in y',
    'let a = do { x <- pure 1; x <- pure (x + 1); pure x }',
    'let a = [x + y | x <- [1], y <- [x], let z = x, z == y]',
    'let f _x _ = 1',
    'let f = \\x -> ...',
    'let f { b = c } = c',
    'let f (a, b) = b',
    'let f : Real -> Real -> Real | 0 x = 0 | n x = x',
  ])('accepts %s', text => {
    expect(complaints(text)).toEqual([])
  })
})

describe('values defined by themselves', () => {
  it.each([
    ['let a = a', 'G2012 a'],
    ['let a = b\nlet b = [1, a + 1]', 'G2012 b'],
    ['param a = a', 'G2012 a'],
    ['game g = { operation : g ; }', 'G2012 g'],
    ['game g n = { operation : g (n - 1) ; }', 'G2012 g'],
    ['game g n = h n >>> h n\ngame h n = g n &&& g n', 'G2012 h'],
  ])('%s: %s', (text, complaint) => {
    expect(complaints(text)).toEqual([complaint])
  })
  it.each([
    'let f x = f x',
    'let f = \\x -> f x',
    'game g n = { operation : if n == 0 then nature (pure 1) else g (n - 1) ; }',
    'let a = if True then 1 else a',
  ])('leaves %s to evaluation', text => {
    expect(complaints(text)).toEqual([])
  })
  it('are told once a cycle, whatever else it is part of', () => {
    expect(complaints('let a = b\nlet b = a + c\nlet c = b + d\nlet d = [c]')).toEqual(['G2012 b', 'G2012 d'])
  })
  it.each([
    ['a chain', (i: number) => `${i + 1}`, []],
    ['one large cycle', (i: number) => `${(i + 1) % 5_000}`, ['G2012 x1']],
    ['cycles within cycles', (i: number) => `${i + 1} + x${5_000 - i}`, ['G2012 x2']],
  ])('are found among five thousand: %s', (_, next, wanted) => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `let x${i} = x${next(i)}`)
    const started = performance.now()
    expect(complaints([...lines, 'let x5000 = 1'].join('\n'))).toEqual(wanted)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
