/**
 * Transcripts in Markdown: what a user types and what they read.
 *
 * A fence `game NAME` or `json NAME` is a file, a fence `console` a session: after `$ ` a line for the shell, then all that it
 * writes and, unless it is 0, its exit status as `(exit 2)`. Progress is left out: a slow machine has more of it.
 * All of one page happens in one folder.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const program = join(import.meta.dirname, '../../bin/coplay.js')

/** An empty folder, in which the shell knows `coplay` by its name. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coplay-'))
  mkdirSync(join(folder, '.bin'))
  const command = join(folder, '.bin/coplay')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(command, 0o755)
  return folder
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** The environment of a user at a plain terminal. */
export const environmentIn = (folder: string): NodeJS.ProcessEnv => ({
  PATH: `${join(folder, '.bin')}:${process.env['PATH'] ?? ''}`,
  HOME: folder,
  LC_ALL: 'C.UTF-8',
})

const answerTo = (folder: string, line: string): string => {
  const { stdout, status } = spawnSync('bash', ['-c', `{ ${line}\n} 2>&1`], {
    cwd: folder,
    env: environmentIn(folder),
    encoding: 'utf8',
  })
  const said = stdout.replace(/^(?:checking|reading|solving|sweeping|driving by) .* ….*\n/gm, '')
  const end = status === 0 ? '' : `(exit ${status})\n`
  return `${said}${said === '' || said.endsWith('\n') ? '' : '\n'}${end}`
}

const session = (folder: string, text: string): string =>
  text
    .split('\n')
    .filter(line => line.startsWith('$ '))
    .map(line => `${line}\n${answerTo(folder, line.slice(2))}`)
    .join('')

/** The page with every answer as it is. */
export const replayed = (page: string): string => {
  const folder = newFolder()
  try {
    return page.replace(/^```(game|json|console) ?(.*)\n([\s\S]*?)^```$/gm, (fence, kind, name, text) => {
      if (kind === 'json' && name === '') return fence
      if (kind === 'console') return `\`\`\`console\n${session(folder, text)}\`\`\``
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      return fence
    })
  } finally {
    removeFolder(folder)
  }
}
