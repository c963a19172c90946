/**
 * Bundles the program and the two entry points. A bundle starts several times faster than the modules it is made of,
 * and a short command waits for little else.
 */
import { build } from 'esbuild'

const common = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
}

await Promise.all([
  build({
    ...common,
    entryPoints: { cli: 'src/cli/launch.ts', worker: 'src/cli/worker.ts' },
    // The same modules in a form that can be bundled in part.
    alias: { 'fp-ts/lib': 'fp-ts/es6', 'io-ts/lib': 'io-ts/es6' },
    // commander is a CommonJS module and asks for modules of Node.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
    },
  }),
  build({
    ...common,
    entryPoints: { index: 'src/api.ts', testing: 'src/testing.ts' },
    // Both entry points must know the same classes: what one throws the other recognizes.
    splitting: true,
    chunkNames: 'shared',
    packages: 'external',
  }),
])
