/**
 * Gives the messages of a run their number, time and id, and writes each once. Where the log holds a message already,
 * because the run goes on or is done over, it must be the same one.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Log } from './log.ts'
import type { Message, Said } from './message.ts'

/** Why a run cannot go on: the disk, or a log that tells of another run. */
export type RecordFault =
  | { readonly kind: 'disk'; readonly reason: string }
  | { readonly kind: 'differs'; readonly logged: Message; readonly made: Message }

export interface Recorder {
  /** Messages of one step at one time, in their order; steps come in order, the heading of a run is step -1. */
  readonly say: (step: number, time: string, said: readonly Said[]) => E.Either<RecordFault, void>
}

/** A recorder of run `run` on `log`, of which the first `skipped` messages are taken as they are. */
export const recorder = (run: string, log: Log, skipped: number): Recorder => {
  let seq = skipped
  let current = Number.NaN
  let index = 0
  return {
    say: (step, time, said) => {
      const fresh: Message[] = []
      for (const one of said) {
        if (step !== current) {
          current = step
          index = 0
        }
        const message: Message = { seq, time, id: `${run}.${step}.${index}`, ...one }
        const logged = log.before[seq]
        if (logged === undefined) fresh.push(message)
        else if (!isSame(logged, message)) return E.left({ kind: 'differs', logged, made: message })
        seq++
        index++
      }
      return E.mapLeft((reason: string): RecordFault => ({ kind: 'disk', reason }))(log.append(fresh))
    },
  }
}

/** Payloads are compared as they are written: what is no number is written as null. */
const isSame = (a: Message, b: Message): boolean => content(a) === content(b)

const content = ({ seq, time, id, from, to, topic, payload }: Message): string =>
  JSON.stringify([seq, time, id, from, to, topic, payload])
