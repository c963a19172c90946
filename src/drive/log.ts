/**
 * The log of a run: a file of NDJSON to which lines are appended and of which none is changed. What a killed process
 * leaves is whole lines and at most one that was cut off; that one was never told to anybody, for devices are told
 * only after the line is on the disk, and it is cut away when the run goes on.
 */
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { kill, pid } from 'node:process'
import * as E from 'fp-ts/lib/Either.js'
import { makeFolder } from './folder.ts'
import { lineOf, type Message, messageOf, stepOf } from './message.ts'

/** Where the messages of a run go. */
export interface Log {
  /** What was there when the log was opened. */
  readonly before: readonly Message[]
  /** Adds messages; `Left` is what the system says. A durable log has them on the disk when it returns. */
  readonly append: (messages: readonly Message[]) => E.Either<string, void>
  readonly close: () => void
}

const attempt = <A>(run: () => A): E.Either<string, A> =>
  E.tryCatch(run, error => (error instanceof Error ? error.message : String(error)))

/** A log in memory, which a run without a file has. */
export const logInMemory = (
  before: readonly Message[] = [],
): Log & { readonly messages: readonly Message[] } => {
  const messages = [...before]
  return {
    before,
    messages,
    append: more => {
      for (const one of more) messages.push(one)
      return E.right(undefined)
    },
    close: () => undefined,
  }
}

/** The messages of a log's text; a last line without an end was cut off. */
export const messagesIn = (text: Uint8Array): E.Either<string, readonly Message[]> => {
  const bytes = text.lastIndexOf(newline) + 1
  const lines = new TextDecoder().decode(text.subarray(0, bytes)).split('\n').slice(0, -1)
  const messages: Message[] = []
  for (const line of lines) {
    const message = messageOf(line)
    if (E.isLeft(message)) return E.left(`line ${messages.length + 1}: ${message.left}`)
    if (message.right.seq !== messages.length)
      return E.left(
        `line ${messages.length + 1}: its number is ${message.right.seq}, which should be ${messages.length}: lines are missing or stand twice`,
      )
    messages.push(message.right)
  }
  return E.right(messages)
}

const newline = 0x0a

/**
 * Takes the log for this process; the release gives it back. Who was killed did not: a lock whose process is gone is
 * none.
 */
const locked = (path: string): (() => void) => {
  const lock = `${path}.lock`
  const holder = Number(E.getOrElse(() => '')(attempt(() => fs.readFileSync(lock, 'utf8'))))
  if (holder > 0 && holder !== pid && isAlive(holder))
    throw new TypeError(`the process ${holder} is writing it`)
  fs.writeFileSync(lock, String(pid))
  return () => fs.rmSync(lock, { force: true })
}

const isAlive = (holder: number): boolean => E.isRight(attempt(() => kill(holder, 0)))

/**
 * A new file; one that is there is not written over. What is written outlives the process; a durable log outlives a
 * power cut, too, which takes some milliseconds a step, and is for runs that move devices.
 */
export const newLog = (path: string, isDurable: boolean): E.Either<string, Log> =>
  attempt(() => {
    makeFolder(dirname(path))
    // Of a run that was killed before its first line was whole nothing is left, and nothing was done.
    if (fs.existsSync(path) && !fs.readFileSync(path).includes(newline)) fs.rmSync(path)
    const descriptor = fs.openSync(path, 'ax')
    return logOn(descriptor, locked(path), [], isDurable)
  })

/**
 * Without what a step tells before its dispatch, where it ends there: nobody was told anything yet, and who looks again
 * may hear other requests.
 */
const decided = (messages: readonly Message[]): readonly Message[] => {
  const last = messages.at(-1)
  if (last === undefined || stepOf(last) < 0) return messages
  const of = messages.filter(message => stepOf(message) === stepOf(last))
  return of.some(({ topic }) => topic === 'dispatch')
    ? messages
    : messages.slice(0, messages.length - of.length)
}

/** Opens the log of a run that was ended before its time, and takes away a line that was cut off. */
export const openLog = (path: string, isDurable: boolean): E.Either<string, Log> => {
  const opened = attempt(() => {
    const descriptor = fs.openSync(path, 'r+')
    return { descriptor, release: locked(path), text: fs.readFileSync(descriptor) }
  })
  if (E.isLeft(opened)) return opened
  const { descriptor, release, text } = opened.right
  const read = messagesIn(text)
  if (E.isLeft(read)) {
    fs.closeSync(descriptor)
    release()
    return read
  }
  const messages = decided(read.right)
  const bytes = messages.reduce((sum, message) => sum + Buffer.byteLength(lineOf(message)) + 1, 0)
  return attempt(() => {
    fs.ftruncateSync(descriptor, bytes)
    fs.closeSync(descriptor)
    return logOn(fs.openSync(path, 'a'), release, messages, isDurable)
  })
}

const logOn = (
  descriptor: number,
  release: () => void,
  before: readonly Message[],
  isDurable: boolean,
): Log => ({
  before,
  append: messages =>
    attempt(() => {
      if (messages.length === 0) return
      fs.appendFileSync(descriptor, messages.map(message => `${lineOf(message)}\n`).join(''))
      if (isDurable) fs.fsyncSync(descriptor)
    }),
  close: () => {
    fs.closeSync(descriptor)
    release()
  },
})
