/** `coplay new`: a project to start from. */
import * as E from 'fp-ts/lib/Either.js'
import { type ExitStatus, exitStatus } from './exitStatus.ts'
import { notWritten, wouldOverwrite } from './fileErrors.ts'
import type { Io } from './io.ts'
import { starterFiles } from './starter.ts'
import { type Loudness, tell } from './terminal.ts'

/** Writes the files of a project into a folder, and nothing where any of them is there already. */
export const newProject = (io: Io, folder: string, options: Loudness): ExitStatus => {
  const root = folder.replace(/(?<=.)\/+$/, '')
  const name = io.disk.identity(root).split(/[\\/]/).at(-1) ?? root
  const files = starterFiles(name).map(({ path, text }) => ({ path: `${root}/${path}`, text }))
  const taken =
    io.disk.kind(root) === 'file' ? root : files.find(f => io.disk.kind(f.path) !== 'missing')?.path
  if (taken !== undefined) {
    tell(io, [wouldOverwrite(taken)], new Map(), options)
    return exitStatus.wrongInput
  }
  for (const { path, text } of files) {
    const written = io.disk.write(path, text)
    if (E.isLeft(written)) {
      tell(io, [notWritten(path, written.left)], new Map(), options)
      return exitStatus.wrongInput
    }
    if (options.quiet !== true) io.out(`${path}\n`)
  }
  if (options.quiet !== true) io.out(`\nNow try\n  coplay check ${root}\n`)
  return exitStatus.holds
}
