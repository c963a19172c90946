import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`)

const changedAt = (path: string): number =>
  statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Builds the program anew where a source is younger: end-to-end tests run what users run. */
export default (): void => {
  const sources = ['build.mjs', 'package.json', ...filesIn('src'), ...filesIn('grammar')]
  const built = Math.min(
    ...['dist/worker.js', 'dist/work.cache', 'dist/cli.js', 'dist/index.js'].map(changedAt),
  )
  if (sources.every(path => changedAt(path) < built)) return
  execFileSync(process.execPath, ['build.mjs'], { cwd: root, stdio: 'inherit' })
}
