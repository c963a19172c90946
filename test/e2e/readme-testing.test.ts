import { it } from 'vitest'
import { block, decision } from '../../src/api.ts'
import { sameGame } from '../../src/testing.ts'

const [ann, ben] = [decision('ann', [0, 1, 2]), decision('ben', [0, 1, 2])]
const gain = (mine: number, theirs: number): number => (mine > theirs ? 2 - mine : 0)
type Bids = { readonly a: number; readonly b: number }
const returns = { a: ({ a, b }: Bids) => gain(a, b), b: ({ a, b }: Bids) => gain(b, a) }

it('sealed bids may be opened in either order', () => {
  const annFirst = block().play('a', ann).play('b', ben).returns(returns)
  const benFirst = block().play('b', ben).play('a', ann).returns(returns)
  sameGame('order of bids', annFirst, benFirst, { inputs: [[]], returns: [[]] }).check()
})
