/** The line that says how far a long command is. */
import type { AtWork } from './message.ts'

/** A command that ends sooner says nothing of its progress. */
const silence = 1000

const units = [
  { size: 1e9, sign: ' G' },
  { size: 1e6, sign: ' M' },
  { size: 1e3, sign: ' k' },
]

/** Two digits, or as many as stand before the decimal point: `3.2 M`. */
export const rounded = (n: number): string => {
  const unit = units.find(({ size }) => n >= size)
  if (unit === undefined) return String(n)
  const scaled = n / unit.size
  return `${scaled < 10 ? String(Number(scaled.toFixed(1))) : String(Math.floor(scaled))}${unit.sign}`
}

export const progressText = ({ file, line, limit }: AtWork, spent: number): string =>
  `${line === 0 ? `reading ${file}` : `checking ${file}:${line}`} … ${rounded(spent)} of ${rounded(limit)} steps`

export interface Progress {
  /** Says how far the work is, if it is time to. */
  readonly tick: (now: number, text: () => string) => void
  /** Makes room for other output. */
  readonly clear: () => void
}

/** Progress since `started`, all times in milliseconds: rewritten on a terminal, elsewhere told ever more rarely. */
export const progress = (write: (text: string) => void, isTerminal: boolean, started: number): Progress => {
  let shown = false
  let wait = silence
  return {
    tick: (now, text) => {
      if (now - started < wait) return
      if (!isTerminal) wait *= 2
      write(isTerminal ? `\r\u001b[K${text()}` : `${text()}\n`)
      shown = isTerminal
    },
    clear: () => {
      if (shown) write('\r\u001b[K')
      shown = false
    },
  }
}
