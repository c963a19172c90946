/**
 * Bundles the program and the two entry points. A bundle starts several times faster than the modules it is made of:
 * loading, not running, is what a short command waits for.
 */
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

const bundles = [
  { entryPoints: { cli: 'src/cli/launch.ts' }, external: [] },
  { entryPoints: { worker: 'src/cli/worker.ts' }, external: [] },
  { entryPoints: { index: 'src/api.ts' }, external: ['fp-ts'] },
  { entryPoints: { testing: 'src/testing.ts' }, external: ['fast-check', 'fp-ts'] },
]

const exists = process.argv.includes('--keep')
if (!exists) await rm('dist', { recursive: true, force: true })
await Promise.all(
  bundles.map(bundle =>
    build({
      ...bundle,
      outdir: 'dist',
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      legalComments: 'linked',
      // What a user sees of an internal fault is a stack: names must survive.
      keepNames: false,
      minifySyntax: true,
      minifyWhitespace: true,
      logLevel: 'warning',
    }),
  ),
)
