/**
 * Bundles the program and the two entry points. A bundle starts several times faster than the modules it is made of,
 * and a short command waits for little else.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'
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

// V8 knows a program by little more than its length: nothing may be kept of another.
rmSync('dist/work.cache', { force: true })

await Promise.all([
  build({ ...common, entryPoints: { cli: 'src/cli/launch.ts', worker: 'src/cli/worker.ts' } }),
  build({
    ...common,
    entryPoints: { work: 'src/cli/work.ts' },
    outExtension: { '.js': '.cjs' },
    // What worker.ts compiles: one function, in characters of one byte.
    format: 'cjs',
    charset: 'ascii',
    // Loaded when needed, from where they are installed: HiGHS finds its WebAssembly beside itself, and few runs draw.
    external: ['highs', 'echarts'],
    supported: { 'dynamic-import': false },
    banner: { js: '(function(module,require){' },
    footer: { js: '})' },
    // The same modules in a form that can be bundled in part.
    alias: { 'fp-ts/lib': 'fp-ts/es6', 'io-ts/lib': 'io-ts/es6' },
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

/** Keeps what V8 made of the program until it had checked a game: what the next check need not compile. */
const keepCompiled = async path => {
  const script = new Script(readFileSync(path, 'latin1'), { filename: path })
  const module = {}
  script.runInThisContext()(module, createRequire(import.meta.url))
  const start = {
    argv: ['check', 'games/classic/prisoners-dilemma.game'],
    root: new URL('./', import.meta.url).href,
    standardInput: new Uint8Array(),
    isTerminal: { out: false, error: false },
    spent: new SharedArrayBuffer(8),
    memoryMb: 256,
    earlier: { files: 0, status: 0, counts: { passed: 0, failed: 0, unsettled: 0 } },
  }
  await module.exports.work(start, () => {})
  writeFileSync(path.replace(/cjs$/, 'cache'), script.createCachedData())
}

await keepCompiled('dist/work.cjs')
