/** Memory: how much is granted, and what is said where it ran out, from outside, since what was at work is gone. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Report } from '../report/report.ts'

/** What a worker needs to start and to say what is wrong, in MiB. */
export const leastMb = 64
export const mostMb = 1_000_000

/** What `--memory` says, in MiB; nothing where it says no such thing. */
export const memoryOf = (text: string): number | undefined => {
  const size = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll('_', '')) : 0
  return size >= leastMb && size <= mostMb ? size : undefined
}

/** What the words of a command line ask for, in MiB. Whether they are right is said later, with all else. */
export const memoryAsked = (argv: readonly string[]): number | undefined => {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const asked = words.flatMap((word, i) => {
    if (word === '--memory') return [words[i + 1] ?? '']
    return word.startsWith('--memory=') ? [word.slice('--memory='.length)] : []
  })
  return memoryOf(asked.at(-1) ?? '')
}

/** Whether a thread ended because its memory ran out. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

export const memoryUsedUp = (file: string, line: number): Diagnostic =>
  diagnostic('G5004', `memory ran out at \`${line > 0 ? `${file}:${line}` : file}\``, {
    explanation: ['The play, or a value of the program, is too large to be held.'],
    hint: 'make the game or its lists smaller, grant more with `--memory`, or draw with `coplay play --samples`',
  })

/** The report of a file that says nothing but that. */
export const reportOfMemory = (file: string, { code, severity, title, hint }: Diagnostic): Report => ({
  schema: 'coplay/report@1',
  file,
  diagnostics: [{ code, severity, message: title, file, ...(hint === undefined ? {} : { hint }) }],
  checks: [],
  expects: [],
  solutions: [],
})
