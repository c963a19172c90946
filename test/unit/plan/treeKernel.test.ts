import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import wabt from 'wabt'

const source = join(import.meta.dirname, '../../../src/plan/wasm/kernel.wat')

/** The module of kernel.wat, as the source file that the program holds it in. */
const built = async (): Promise<string> => {
  const { parseWat } = await wabt()
  const module = parseWat('kernel.wat', readFileSync(source, 'utf8'))
  module.validate()
  const { buffer } = module.toBinary({})
  return `/** kernel.wat assembled, in base64. Made by \`npm run generate\`. */
export const kernelBytes =
  '${Buffer.from(buffer).toString('base64')}'
`
}

describe('the WebAssembly kernel', () => {
  it('is what its source says, byte for byte', async () => {
    await expect(await built()).toMatchFileSnapshot('../../../src/plan/wasm/kernelBytes.ts')
  })
})
