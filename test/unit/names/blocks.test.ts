import { describe, expect, it } from 'vitest'
import { complaints, resolving } from './resolving.ts'

/** Two lines with every wire, in a block with every wire; `names` stand in `field`. */
const block = (field: string, names: string) => {
  const at = (word: string, otherwise = '') => (word === field ? names : otherwise)
  return `game g p = {
    inputs : x ; feedback : ${at('feedback')} ;
    :--:
    inputs : ${at('inputs1')} ; feedback : _s1 ; operation : ${at('operation', 'p')} ; outputs : y1 ; returns : ${at('returns1')} ;
    inputs : ${at('inputs2')} ; feedback : _s2 ; operation : p ; outputs : y2 ; returns : ${at('returns2')} ;
    :--:
    outputs : ${at('outputs')} ; returns : r ;
  }`
}

describe('names of a block', () => {
  it.each([
    ['inputs1', 'x'],
    ['inputs2', 'x, y1'],
    ['returns1', 'x, y1, y2, r, _s2'],
    ['returns2', 'x, y1, y2, r'],
    ['outputs', 'x, y1, y2'],
    ['feedback', 'x, y1, y2, r, _s1, _s2'],
    ['operation', 'p'],
  ])('%s may use %s', (field, names) => {
    expect(complaints(block(field, names))).toEqual([])
  })
  it.each([
    ['inputs1', 'y1', 'G2003 y1'],
    ['inputs1', 'y2', 'G2003 y2'],
    ['inputs2', 'y2', 'G2003 y2'],
    ['inputs2', '_s1', 'G2013 _s1'],
    ['inputs2', 'r', 'G2013 r'],
    ['returns1', '_s1', 'G2013 _s1'],
    ['returns2', '_s1', 'G2013 _s1'],
    ['returns2', '_s2', 'G2013 _s2'],
    ['outputs', 'r', 'G2013 r'],
    ['outputs', '_s2', 'G2013 _s2'],
    ['operation', 'x', 'G2004 x'],
    ['operation', '_s1', 'G2004 _s1'],
    ['returns1', 'z', 'G2001 z'],
  ])('%s may not use %s', (field, name, complaint) => {
    expect(complaints(block(field, name))).toEqual([complaint])
  })
  it('are bound once', () => {
    const text =
      'game g x = { operation : x ; outputs : a, a ; operation : x ; feedback : a ; outputs : b ; }'
    expect(complaints(text).filter(c => c.startsWith('G2'))).toEqual(['G2002 a', 'G2002 a'])
  })
  it('shadow top-level names where they are in reach', () => {
    const text = 'let y = 1\ngame g p = { inputs : y ; operation : p y ; outputs : y ; returns : y ; }'
    expect(complaints(text)).toEqual([])
  })
  it('are not replaced by the prelude where they are out of reach', () => {
    expect(complaints('game g p = { inputs : max ; operation : p ; outputs : max ; }')).toEqual(['G2003 max'])
    expect(complaints('game g = { operation : forwardFunction max ; outputs : max ; }')).toEqual([])
  })
  it('are not seen by operations of inner blocks', () => {
    const inner = 'round: { operation : decision "a" x ; outputs : y ; }'
    expect(complaints(`game g p = { operation : p ; outputs : x ; ${inner} }`)).toEqual(['G2004 x'])
  })
  it('explain what the field may use', () => {
    const { diagnostics } = resolving(block('returns1', 'y3'))
    expect(diagnostics[0]?.explanation[0]).toContain('`returns` of a line may use')
    expect(diagnostics[0]?.hint).toBe('did you mean `y1` or `y2`?')
  })
  it('of feedback should be used', () => {
    expect(complaints('game g p = { feedback : s ; operation : p ; }')).toEqual(['G6005 s'])
  })
  it('of the arrow notation are the same', () => {
    const text = 'game g p = { x || s + b =>> y | x <- p -< s | x ; z | y <- p -< b | y ; <<= r || r }'
    expect(complaints(text)).toEqual(['G2013 r'])
  })
})
