import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { childrenOf } from '../../../src/form/behavior.ts'
import type { ExtensiveForm, ExtensiveNode } from '../../../src/form/extensiveForm.ts'
import { stagesOf } from '../../../src/form/stages.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'

const end: ExtensiveNode = { kind: 'terminal', label: '', outcome: undefined }
const move = (informationSet: number, children: readonly number[]): ExtensiveNode => ({
  kind: 'decision',
  label: '',
  outcome: undefined,
  informationSet,
  children,
})

const formOf = (players: readonly number[], nodes: readonly ExtensiveNode[]): ExtensiveForm<unknown> => ({
  title: '',
  comment: '',
  players: ['a', 'b'],
  informationSets: players.map((player, k) => ({ player, label: `s${k}`, actions: ['l', 'r'] })),
  draws: [{ label: '', branches: [] }],
  outcomes: [],
  nodes,
})

describe('stages', () => {
  it('let a set wait until every play can have come to it', () => {
    // b moves at once, or after a has moved again; it cannot tell.
    const form = formOf(
      [0, 1, 0],
      [move(0, [1, 4]), move(1, [2, 3]), end, end, move(2, [5, 8]), move(1, [6, 7]), end, end, end],
    )
    expect(stagesOf(form)).toEqual(
      E.right([
        { player: 0, nodes: [0] },
        { player: 0, nodes: [4] },
        { player: 1, nodes: [1, 5] },
      ]),
    )
  })
  it('are none where sets come in both orders', () => {
    const chance: ExtensiveNode = { kind: 'chance', label: '', outcome: undefined, draw: 0, children: [1, 5] }
    const form = formOf(
      [0, 1],
      [chance, move(0, [2, 3]), end, move(1, [4, 4]), end, move(1, [6, 7]), end, move(0, [8, 8]), end],
    )
    const stages = stagesOf(form)
    expect(E.isLeft(stages) ? [...stages.left.informationSets].sort() : stages).toEqual([0, 1])
  })
  it('are gone through in order by every play, and keep sets whole', () => {
    const shape = { players: 3, depth: 5, isImperfect: true, paysInside: false }
    fc.assert(
      fc.property(extensiveForms(shape), form => {
        const found = stagesOf(form)
        if (E.isLeft(found)) {
          expect(found.left.informationSets.length).toBeGreaterThan(0)
          return
        }
        const stageOf = new Map(found.right.flatMap(({ nodes }, k) => nodes.map(id => [id, k] as const)))
        expect(stageOf.size).toBe(form.nodes.filter(({ kind }) => kind !== 'terminal').length)
        const stageOfSet = new Map<number, number | undefined>()
        for (const [id, node] of form.nodes.entries()) {
          const here = stageOf.get(id)
          for (const child of childrenOf(node)) {
            const there = stageOf.get(child)
            if (there !== undefined) expect(there).toBeGreaterThan(here ?? there)
          }
          if (node.kind !== 'decision') continue
          const { informationSet } = node
          expect(found.right[here ?? -1]?.player).toBe(form.informationSets[informationSet]?.player)
          expect(stageOfSet.get(informationSet) ?? here).toBe(here)
          stageOfSet.set(informationSet, here)
        }
      }),
      { numRuns: 100 },
    )
  })
})
