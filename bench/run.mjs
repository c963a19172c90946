/**
 * `npm run bench -- [--against REV] [--only TEXT] [--json FILE] [--limit SECONDS]`: times every case in a process of its
 * own, prints a table and writes JSON. See README.md beside this file.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'string', default: 'bench.json' },
    limit: { type: 'string', default: '60' },
  },
})
const root = join(import.meta.dirname, '..')
const workspace = mkdtempSync(join(tmpdir(), 'coplay-bench-'))

/** The measuring program of the sources in `folder` and what else is asked for; it finds packages beside the sources. */
const bundled = async (folder, outdir, ...names) => {
  const entries = Object.fromEntries(
    ['measure', 'cases', ...names].map(name => [name, join(folder, `bench/${name}.ts`)]),
  )
  await build({
    entryPoints: entries,
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  })
  symlinkSync(join(root, 'node_modules'), join(outdir, 'node_modules'))
  return join(outdir, 'measure.mjs')
}

/** What a process of its own found, or why it found nothing. */
const measured = (program, folder, name, what) => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'start.mjs'), program, name, what], {
    cwd: folder,
    encoding: 'utf8',
    timeout: Number(options.limit) * 1000,
  })
  if (run.error?.code === 'ETIMEDOUT' || run.signal !== null) return { none: `over ${options.limit} s` }
  if (run.status !== 0)
    return { none: /OutOfSteps/.test(run.stderr) ? 'out of steps' : 'failed', error: run.stderr }
  return JSON.parse(run.stdout)
}

const checkout = join(workspace, 'against')
try {
  if (options.against !== undefined) {
    execFileSync('git', ['worktree', 'add', '--detach', checkout, options.against], {
      cwd: root,
      stdio: 'ignore',
    })
    cpSync(join(root, 'bench'), join(checkout, 'bench'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
    execFileSync(process.execPath, ['build.mjs'], { cwd: checkout })
  }
  const program = await bundled(root, join(workspace, 'now'), 'measureSolver', 'solverCases')
  const earlier =
    options.against === undefined ? undefined : await bundled(checkout, join(workspace, 'earlier'))
  execFileSync(process.execPath, ['build.mjs'], { cwd: root })
  const { cases, others } = await import(join(workspace, 'now/cases.mjs'))
  const { solverCases } = await import(join(workspace, 'now/solverCases.mjs'))
  const games = cases.map(one => ({ ...one, isGame: true }))
  const rest = Object.values(others).map(name => ({ name, isGame: false }))
  const results = [...games, ...rest]
    .filter(({ name }) => name.includes(options.only))
    .map(one => {
      const result = resultOf(one, program, earlier)
      print(result)
      return result
    })
  // Earlier commits may not have these algorithms: they are not compared.
  const solvers = solverCases
    .filter(({ name }) => name.includes(options.only))
    .map(({ name, peer }) => {
      const verdict = measured(join(workspace, 'now/measureSolver.mjs'), root, name, '')
      printSolver({ name, verdict, peer })
      return { name, verdict, peer }
    })
  writeFileSync(options.json, `${JSON.stringify({ against: options.against, results, solvers }, null, 2)}\n`)
} finally {
  if (options.against !== undefined)
    execFileSync('git', ['worktree', 'remove', '--force', checkout], { cwd: root, stdio: 'ignore' })
  rmSync(workspace, { recursive: true, force: true })
}

function resultOf({ name, isGame, floor: floorOf, openGameEngine }, program, earlier) {
  const verdict = measured(program, root, name, 'verdict')
  const floor = floorOf === undefined ? undefined : measured(program, root, name, 'floor')
  return {
    name,
    verdict,
    reference: isGame ? measured(program, root, name, 'reference') : undefined,
    floor,
    agrees: agreement(verdict, floor),
    earlier: earlier && measured(earlier, checkout, name, 'verdict'),
    openGameEngine,
  }
}

/** Whether the floor computes the number that the verdict has. */
function agreement(verdict, floor) {
  if (typeof verdict.payoff !== 'number' || typeof floor?.payoff !== 'number') return undefined
  return Math.abs(verdict.payoff - floor.payoff) <= 1e-9 * Math.max(1, Math.abs(floor.payoff))
}

function print({ name, verdict, reference, floor, agrees, earlier, openGameEngine }) {
  const time = one =>
    one === undefined ? '' : one.none === undefined ? `${one.milliseconds.toPrecision(3)} ms` : one.none
  const ratio = one =>
    one?.milliseconds === undefined || verdict.milliseconds === undefined
      ? ''
      : ` (${(one.milliseconds / verdict.milliseconds).toPrecision(2)}x)`
  const memory = verdict.peak === undefined ? '' : `${Math.round(verdict.peak / 2 ** 20)} MB`
  const columns = [
    name.padEnd(52),
    time(verdict).padStart(14),
    memory.padStart(8),
    `reference ${time(reference)}${ratio(reference)}`.padEnd(34),
    `floor ${time(floor)}${agrees === false ? ' DIFFERS' : ''}`.padEnd(26),
    openGameEngine === undefined ? '' : `open-game-engine ${openGameEngine} s (given)`,
    earlier === undefined ? '' : `${options.against} ${time(earlier)}${ratio(earlier)}`,
  ]
  process.stdout.write(`${columns.join(' ').trimEnd()}\n`)
}

function printSolver({ name, verdict, peer }) {
  const { milliseconds } = verdict
  const shown = milliseconds === undefined ? verdict.none : `${milliseconds.toPrecision(3)} ms`
  const ratio = milliseconds === undefined || peer === undefined ? '' : peer.milliseconds / milliseconds
  const beside = peer === undefined ? '' : `${peer.name} ${peer.milliseconds} ms (given)`
  const times = ratio === '' ? '' : ` (${ratio.toPrecision(2)}x)`
  process.stdout.write(`${`${name.padEnd(52)} ${shown.padStart(14)} ${beside}${times}`.trimEnd()}\n`)
}
