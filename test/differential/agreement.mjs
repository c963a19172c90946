/** `npm run agreement -- [RUNS] [--seed SEED]`: bundles agreement.run.ts and runs it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true })
const seed = values.seed ?? String(Date.now() % 2 ** 31)
const cache = join(import.meta.dirname, '../../node_modules/.cache/agreement')
mkdirSync(cache, { recursive: true })
const program = join(cache, 'agreement.mjs')
await build({
  entryPoints: [join(import.meta.dirname, 'agreement.run.ts')],
  outfile: program,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
})
const { status } = spawnSync(process.execPath, [program, positionals[0] ?? '1000', seed], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
