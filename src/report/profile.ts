/** Profiles as reports hold them, read back. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts/lib/index.js'
import { numeral } from './report.ts'

const profileCodec = t.record(
  t.string,
  t.array(
    t.type({
      observation: t.string,
      strategy: t.array(t.type({ action: t.string, probability: numeral })),
    }),
  ),
)

/** By decision what is played at each observation. */
export type ProfileRecord = t.TypeOf<typeof profileCodec>

const solutionCodec = t.intersection([
  t.type({ profile: profileCodec }),
  t.partial({ recommendations: t.UnknownArray }),
])
type Solution = t.TypeOf<typeof solutionCodec>

const reportCodec = t.type({ solutions: t.array(solutionCodec) })

/**
 * The profiles of a report of `coplay solve --json`, of one of its solutions, or one alone.
 *
 * Errors: a sentence that names the field that is wrong.
 */
export const decodeProfiles = (json: unknown): E.Either<string, readonly ProfileRecord[]> => {
  if (isRecord(json) && 'solutions' in json)
    return E.chain(({ solutions }: t.TypeOf<typeof reportCodec>) => profilesOf(solutions))(
      E.mapLeft(firstError)(reportCodec.decode(json)),
    )
  if (isRecord(json) && 'profile' in json)
    return E.chain((solution: Solution) => profilesOf([solution]))(
      E.mapLeft(firstError)(solutionCodec.decode(json)),
    )
  return E.bimap(firstError, (profile: ProfileRecord) => [profile])(profileCodec.decode(json))
}

/** What recommends moves together is no profile: its players do not choose by themselves. */
const profilesOf = (solutions: readonly Solution[]): E.Either<string, readonly ProfileRecord[]> =>
  solutions.some(({ recommendations }) => recommendations !== undefined)
    ? E.left('a solution recommends moves together, which no profile does')
    : E.right(solutions.map(({ profile }) => profile))

const isRecord = (json: unknown): json is object =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** `solutions[0].profile.Ann[2].strategy: this is no list` */
const firstError = (errors: t.Errors): string => {
  const [first] = errors
  const context = first?.context ?? []
  // The members of unions and intersections stand in the context as steps of their own, numbered like places of lists.
  const steps = context.slice(1).filter((_, k) => {
    const before = context[k]?.type
    return !(before instanceof t.UnionType || before instanceof t.IntersectionType)
  })
  const where = steps
    .map(({ key }, k) => (/^\d+$/.test(key) ? `[${key}]` : k === 0 ? key : `.${key}`))
    .join('')
  const expected = steps.at(-1)?.type ?? first?.context[0]?.type
  const said = `this is ${shown(first?.value)} where ${described(expected)} is expected`
  return where === '' ? said : `${where}: ${said}`
}

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

const described = (type: t.Decoder<unknown, unknown> | undefined): string => {
  if (type instanceof t.ArrayType) return 'a list'
  if (type instanceof t.StringType) return 'a text'
  if (type instanceof t.UnionType) return 'a number, or a fraction as text,'
  return 'an object'
}
