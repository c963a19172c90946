import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import wabt from 'wabt'
import { kuhn, leduc } from '../../../../bench/games/poker.ts'
import { mapNumbers } from '../../../../src/form/extensiveForm.ts'
import { exact } from '../../../../src/markov/rational.ts'
import { plainKernel } from '../../../../src/solver/regret/kernel.ts'
import { minimizer, regretMethods } from '../../../../src/solver/regret/minimizer.ts'
import { sequenceGame } from '../../../../src/solver/regret/sequenceGame.ts'
import { wasmKernel } from '../../../../src/solver/regret/wasmKernel.ts'

const folder = join(import.meta.dirname, '../../../../src/solver/regret')

/** The module of kernel.wat, as the source file that the program holds it in. */
const built = async (): Promise<string> => {
  const { parseWat } = await wabt()
  const module = parseWat('kernel.wat', readFileSync(join(folder, 'kernel.wat'), 'utf8'))
  module.validate()
  const { buffer } = module.toBinary({})
  return `/** kernel.wat assembled, in base64. Made by \`npm run generate\`. */
export const kernelBytes =
  '${Buffer.from(buffer).toString('base64')}'
`
}

const bits = (array: Float64Array): readonly bigint[] => [...new BigUint64Array(array.slice().buffer)]

describe('the kernel in WebAssembly', () => {
  it('is that of kernel.wat', async () => {
    await expect(await built()).toMatchFileSnapshot(join(folder, 'kernelBytes.ts'))
  })

  it.each(regretMethods)('does what the one in JavaScript does, to the last bit: %s', method => {
    for (const form of [kuhn(4), leduc()])
      for (const updates of ['alternating', 'simultaneous'] as const) {
        const game = sequenceGame(mapNumbers(form, exact.toNumber))
        if (E.isLeft(game)) throw new Error(game.left.reason)
        const fast = wasmKernel(game.right)
        if (fast === undefined) throw new Error('no WebAssembly')
        const [one, other] = [plainKernel, fast].map(kernel => {
          const search = minimizer(kernel, game.right, method, updates)
          for (let t = 0; t < 60; t++) search.step()
          return search.averages().map(bits)
        })
        expect(one).toEqual(other)
      }
  })
})
