/**
 * What the places of a run tell one another, as a line of the log: who told whom what, when, under which id. A
 * message that comes twice has the same id, so that it counts once.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts/lib/index.js'

const MessageCodec = t.readonly(
  t.strict({
    seq: t.number,
    time: t.string,
    id: t.string,
    from: t.string,
    to: t.string,
    topic: t.string,
    payload: t.UnknownRecord,
  }),
)

/** `time` is that of the neighborhood, in ISO 8601; `seq` counts the messages of a run from 0. */
export type Message = t.TypeOf<typeof MessageCodec>

/** A message that has no place in a log yet. */
export type Said = Omit<Message, 'seq' | 'time' | 'id'>

export const lineOf = (message: Message): string => JSON.stringify(message)

/** The message of a line of a log; `Left` is what is wrong with it. */
export const messageOf = (line: string): E.Either<string, Message> => {
  const value = E.tryCatch(
    (): unknown => JSON.parse(line),
    () => 'it is not JSON',
  )
  if (E.isLeft(value)) return value
  const decoded = MessageCodec.decode(value.right)
  if (E.isRight(decoded)) return decoded
  const names = decoded.left.map(({ context }) =>
    context
      .map(({ key }) => key)
      .join('.')
      .slice(1),
  )
  return E.left(`${[...new Set(names)].join(', ')} is missing or has another type`)
}

/** The step that an id tells: `RUN.STEP.INDEX`. */
export const stepOf = ({ id }: Message): number => Number(id.split('.')[1])
