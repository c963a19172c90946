import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { createUnifier } from '../../../src/types/decisions.ts'
import { typed } from './program.ts'

const text = `game copy = [opengame| inputs : a ; feedback : ; :--:
  inputs : a ; operation : dependentDecision "p" (\\x -> [x]) ; outputs : b ; returns : 1 ;
  :--: outputs : b ; returns : ; |]`

const setting = () => {
  const program = typed(text)
  const game = program.resolved.files.flatMap(f => f.declarations).find(d => d.kind === 'game')
  const block = game?.kind === 'game' && game.body.kind === 'block' ? game.body.block : undefined
  return { unifier: createUnifier(program), block: block?.id ?? -1, line: block?.lines[0]?.id ?? -1 }
}

describe('types of unfolded games', () => {
  it('are known from the use of the game, wherever the variable occurs', () => {
    const { unifier, block, line } = setting()
    const at = unifier.instance()
    const [whole, inner] = [at(block), at(line)]
    if (whole?.kind !== 'game' || inner === undefined) throw new Error('no types')
    const bool = { kind: 'constructor', name: 'Bool', arguments: [] } as const
    expect(E.isRight(unifier.unify(whole.x, bool))).toBe(true)
    expect(unifier.show(inner)).toBe('OpenGame Bool () Bool Real')
    expect(E.isLeft(unifier.unify(whole.y, { ...bool, name: 'Real' }))).toBe(true)
  })

  it('of another use are not', () => {
    const { unifier, block, line } = setting()
    const [first, second] = [unifier.instance(), unifier.instance()]
    const whole = first(block)
    if (whole?.kind === 'game') unifier.unify(whole.x, { kind: 'tuple', items: [] })
    const other = second(line)
    expect(other === undefined ? '' : unifier.show(other)).toBe('OpenGame a () a Real')
  })
})
