import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../src/questions/diagnose.ts'

const files: Readonly<Record<string, string>> = { 'box.game': 'type Box = Real\n' }
const codes = (text: string) =>
  diagnose({ path: 'a.game', text }, path => {
    const found = files[path]
    return found === undefined
      ? E.left({ code: 'G7001', reason: 'not there' })
      : E.right({ path, text: found })
  }).map(d => d.code)

describe('a type with one alternative and no bar', () => {
  it('is a sum where the file uses the name as a constructor', () => {
    expect(codes('type Wrap a = MkWrap a a\nlet f (MkWrap x y) = x + y\nexpect f (MkWrap 1 2) == 3')).toEqual(
      [],
    )
  })

  it('is another name for a type that there is', () => {
    expect(codes('type Price = Real\nlet f (p : Price) : Price = p\nexpect f 1 == 1')).toEqual([])
    expect(codes('import "box.game"\ntype Crate = Box\nlet f (c : Crate) = c + 1\nexpect f 1 == 2')).toEqual(
      [],
    )
  })

  it('is a misspelt type where nothing uses it as a constructor', () => {
    expect(codes('type Price = Rael\nexpect 1 == 1')).toEqual(['G2005'])
  })
})
