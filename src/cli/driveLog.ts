/** The log of a run: what its first line tells, where it is, and how a run goes on from it. */
import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts/lib/index.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Message } from '../drive/message.ts'
import { logUnusable } from '../drive/notDriven.ts'
import type { Disk } from './io.ts'

export const logSchema = 'coplay/log@1'

const HeadingCodec = t.readonly(
  t.strict({
    schema: t.literal(logSchema),
    file: t.string,
    game: t.string,
    grid: t.string,
    neighborhood: t.string,
    drive: t.string,
    seed: t.string,
    steps: t.number,
    every: t.number,
    isActuated: t.boolean,
    set: t.readonlyArray(t.readonly(t.strict({ name: t.string, text: t.string }))),
  }),
)

/**
 * All that a run follows from: the paths of the game and the grid file, the digests of their texts (`game`,
 * `neighborhood`), the drive, the seed, the steps, and the parameters that were set.
 */
export type Heading = t.TypeOf<typeof HeadingCodec>

/** What names a run in the ids of its messages. */
export const runIdOf = (heading: Heading): string =>
  createHash('sha256').update(JSON.stringify(heading)).digest('hex').slice(0, 12)

/** What the first message of a log tells. */
export const headingOf = (path: string, messages: readonly Message[]): E.Either<Diagnostic, Heading> => {
  const [first] = messages
  if (first === undefined)
    return E.left(logUnusable(path, 'It has no whole line, so that nothing was done: begin the run anew'))
  if (first.topic !== 'run')
    return E.left(logUnusable(path, `Its first message is about ${first.topic}, not about the run`))
  const heading = HeadingCodec.decode(first.payload)
  return E.isLeft(heading)
    ? E.left(logUnusable(path, `Its first line does not tell what the run follows from (\`${logSchema}\`)`))
    : heading
}

const folder = 'drive-logs'

/** A name that is free: `drive-logs/rbc-0.ndjson`, then `rbc-0-2.ndjson`. */
export const freeLog = (disk: Disk, { drive, seed }: Heading): string => {
  for (let k = 1; ; k++) {
    const path = `${folder}/${drive}-${seed}${k === 1 ? '' : `-${k}`}.ndjson`
    if (disk.kind(path) === 'missing') return path
  }
}
