import { describe, expect, it } from 'vitest'
import type { DiagnosticCode } from '../../../src/diagnostic/codes.ts'
import { diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { sortDiagnostics, withoutRepeats } from '../../../src/diagnostic/order.ts'

const at = (code: DiagnosticCode, path: string, start: number, end = start + 1) =>
  diagnostic(code, `${path} ${start}`, { primary: { span: { path, start, end } } })
const titles = (ds: readonly { readonly title: string }[]) => ds.map(d => d.title)

describe('sortDiagnostics', () => {
  it('goes by file, then place, what has none first', () => {
    const ds = [at('G2001', 'b', 5), at('G2001', 'a', 9), at('G3001', 'b', 1), diagnostic('G7004', 'none')]
    expect(titles(sortDiagnostics(ds))).toEqual(['none', 'a 9', 'b 1', 'b 5'])
    expect(titles(sortDiagnostics(ds, ['b', 'a']))).toEqual(['none', 'b 1', 'b 5', 'a 9'])
  })
  it('keeps the order of what stands at one place', () => {
    const ds = [at('G3001', 'a', 1), at('G2001', 'a', 1)]
    expect(sortDiagnostics(ds)).toEqual(ds)
  })
})

describe('withoutRepeats', () => {
  it('keeps one error for each span and phase', () => {
    const ds = [at('G3001', 'a', 1), at('G3004', 'a', 1), at('G2001', 'a', 1), at('G3001', 'a', 1, 4)]
    expect(withoutRepeats(ds)).toEqual([ds[0], ds[2], ds[3]])
  })
  it('keeps different warnings at one place, and all that has none', () => {
    const ds = [at('G6004', 'a', 1), at('G6005', 'a', 1), diagnostic('G7004', 'x'), diagnostic('G7005', 'y')]
    expect(withoutRepeats(ds)).toEqual(ds)
  })
})
