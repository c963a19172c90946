/** All equilibria of random two-player games, found here and by `lrsnash`, on the same machine in the same run. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NormalForm } from '../src/form/normalForm.ts'
import { unlimited } from '../src/markov/budget.ts'
import { exact, type Rational } from '../src/markov/rational.ts'
import { extremeEquilibria } from '../src/solver/bimatrix/extreme.ts'
import { randomSquare } from './games/bimatrix.ts'

const sizes = [5, 6, 7, 8, 9, 10, 11, 12]
const seeds = [1, 2, 3]

interface Timed {
  readonly equilibria: number
  readonly milliseconds: number
}

/** Prints a line a size; the exit status: 1 where the counts differ. Files go to `folder`. */
export const compare = (folder: string): number => {
  const version = spawnSync('lrsnash', [], { encoding: 'utf8' })
  if (version.error !== undefined) {
    process.stdout.write('lrsnash is not installed (Debian: `apt-get install lrslib`): nothing is compared\n')
    return 0
  }
  // The first run of each is slower than those that follow.
  for (const seed of seeds) ours(randomSquare(8, seed))
  let isSame = true
  for (const size of sizes) {
    const runs = seeds.map(seed => {
      const form = randomSquare(size, seed)
      return { here: ours(form), there: theirs(form, join(folder, `${size}-${seed}.txt`)) }
    })
    const counts = runs.map(({ here, there }) =>
      here.equilibria === there.equilibria
        ? `${here.equilibria}`
        : `${here.equilibria} and ${there.equilibria}!`,
    )
    isSame &&= runs.every(({ here, there }) => here.equilibria === there.equilibria)
    const [here, there] = [sum(runs.map(run => run.here)), sum(runs.map(run => run.there))]
    process.stdout.write(
      `${`${size} x ${size}`.padEnd(8)} ${here.toPrecision(3).padStart(8)} ms, lrsnash ${there.toPrecision(3).padStart(8)} ms` +
        ` (${(there / here).toPrecision(2)}x)  equilibria ${counts.join(', ')}\n`,
    )
  }
  return isSame ? 0 : 1
}

const sum = (runs: readonly Timed[]): number =>
  runs.reduce((total, { milliseconds }) => total + milliseconds, 0) / runs.length

const ours = (form: NormalForm<Rational>): Timed => {
  const start = performance.now()
  const equilibria = [...extremeEquilibria(unlimited, form)].length
  return { equilibria, milliseconds: performance.now() - start }
}

/** With the start of the process, some 2 ms. */
const theirs = (form: NormalForm<Rational>, file: string): Timed => {
  const [rows = [], columns = []] = form.strategies
  const tables = form.payoffs.map(own =>
    rows
      .map((_, i) => columns.map((__, j) => exact.show(own[i * columns.length + j] ?? exact.zero)).join(' '))
      .join('\n'),
  )
  writeFileSync(file, `${rows.length} ${columns.length}\n\n${tables.join('\n\n')}\n`)
  const start = performance.now()
  const run = spawnSync('lrsnash', [file], { encoding: 'utf8', maxBuffer: 2 ** 30 })
  const milliseconds = performance.now() - start
  return { equilibria: Number(/equilibria found: (\d+)/.exec(run.stdout)?.[1] ?? Number.NaN), milliseconds }
}
