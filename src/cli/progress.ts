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

/** How far the work on all files is. */
export interface Way {
  /** Files dealt with before. */
  readonly files: number
  readonly of: number
  /** Milliseconds since the work began. */
  readonly elapsed: number
}

/** A file and a question take as long as those before did: the milliseconds that are left, once there is one. */
const left = ({ place }: AtWork, { files, of, elapsed }: Way): number | undefined => {
  const before = place === undefined || place.of === 0 ? 0 : place.before / place.of
  const done = files + before
  return done > 0 ? (elapsed / done) * (of - done) : undefined
}

const duration = (milliseconds: number): string => {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}

const doing = ({ file, line, search }: AtWork): string => {
  const where = line === 0 ? file : `${file}:${line}`
  if (search !== undefined) return `solving ${where} by ${search.method}, ${search.found} found`
  return line === 0 ? `reading ${where}` : `checking ${where}`
}

/** What is worked on, the steps it has taken, which of how many it is, and what is left of the whole. */
export const progressText = (atWork: AtWork, spent: number, way: Way): string => {
  const { file, limit, place } = atWork
  const estimate = left(atWork, way)
  return [
    ...(place?.unit === undefined
      ? [`${doing(atWork)} … ${rounded(spent)} of ${rounded(limit)} steps`]
      : [`${place.unit === 'step' ? 'driving by' : 'sweeping'} ${file} …`]),
    ...(place !== undefined && place.of > 1
      ? [`${place.unit ?? 'question'} ${Math.min(place.before + 1, place.of)} of ${place.of}`]
      : []),
    ...(way.of > 1 ? [`file ${way.files + 1} of ${way.of}`] : []),
    ...(estimate === undefined ? [] : [`about ${duration(estimate)} left`]),
  ].join(', ')
}

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
