/**
 * Codecs for files that people write by hand: a name that is not known is a fault, as is a number in another unit, and
 * what is wrong is said with the path in the file. All faults of a file are told at once.
 */
import * as t from 'io-ts/lib/index.js'
import { didYouMean } from '../../diagnostic/suggest.ts'

/** What a fault says beside its place. */
export interface Complaint {
  readonly reason: string
  readonly hint?: string
}

const complaints = new WeakMap<t.ValidationError, Complaint>()

/** A failure of io-ts with words of its own. */
const complain = (value: unknown, context: t.Context, complaint: Complaint): t.ValidationError => {
  const error: t.ValidationError = { value, context, message: complaint.reason }
  complaints.set(error, complaint)
  return error
}

const entry = (context: t.Context, key: string): t.Context => [...context, { key, type: t.unknown }]

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const article = (name: string): string => (/^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`)

/** An object with exactly these names: `required` have to be there, `optional` may be. */
export const exactly = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): t.Type<t.TypeOfProps<R> & t.TypeOfPartialProps<O>> => {
  const base = t.intersection([t.type(required), t.partial(optional)])
  const known = [...Object.keys(required), ...Object.keys(optional)]
  return new t.Type(
    name,
    base.is,
    (value, context) => {
      if (!isObject(value))
        return t.failures([complain(value, context, { reason: `${shown(value)} is not ${article(name)}` })])
      const missing = Object.keys(required).filter(key => value[key] === undefined)
      const strange = Object.keys(value).filter(key => !known.includes(key))
      const present = Object.keys(value).filter(key => known.includes(key))
      const errors: t.ValidationError[] = [
        ...missing.map(key =>
          complain(undefined, context, {
            reason: `${article(name)} needs \`${key}\``,
            hint: `add \`${key}\`: ${required[key]?.name ?? 'a value'}`,
          }),
        ),
        ...strange.map(key =>
          complain(value[key], entry(context, key), {
            reason: `${article(name)} has no \`${key}\``,
            hint: didYouMean(key, known) ?? `it may have ${known.map(one => `\`${one}\``).join(', ')}`,
          }),
        ),
      ]
      const decoded: Record<string, unknown> = {}
      for (const key of present) {
        const codec = required[key] ?? optional[key]
        if (codec === undefined || (value[key] === undefined && required[key] === undefined)) continue
        const one = codec.validate(value[key], [...context, { key, type: codec }])
        if (one._tag === 'Left') errors.push(...one.left)
        else decoded[key] = one.right
      }
      // Every name was decoded by its own codec, so that this is what the type says.
      return errors.length > 0 ? t.failures(errors) : t.success(decoded as t.TypeOf<typeof base>)
    },
    t.identity,
  )
}

/** A list of `one`; `name` is what it is a list of. */
export const listOf = <A>(name: string, one: t.Type<A, A, unknown>): t.Type<readonly A[]> =>
  new t.Type(
    `a list of ${name}`,
    (value): value is readonly A[] => Array.isArray(value) && value.every(one.is),
    (value, context) => {
      if (!Array.isArray(value))
        return t.failures([complain(value, context, { reason: `${shown(value)} is not a list of ${name}` })])
      return every(value, (x, k) => one.validate(x, [...context, { key: String(k), type: one }]))
    },
    t.identity,
  )

/** Values of `one` by names of the file's own. */
export const namedOf = <A>(name: string, one: t.Type<A, A, unknown>): t.Type<Readonly<Record<string, A>>> =>
  new t.Type(
    name,
    (value): value is Readonly<Record<string, A>> => isObject(value) && Object.values(value).every(one.is),
    (value, context) => {
      if (!isObject(value))
        return t.failures([
          complain(value, context, { reason: `${shown(value)} is not an object of ${name} by their names` }),
        ])
      const entries = every(Object.entries(value), ([key, x]) => {
        const read = one.validate(x, [...context, { key, type: one }])
        return read._tag === 'Left' ? read : t.success([key, read.right] as const)
      })
      return entries._tag === 'Left' ? entries : t.success(Object.fromEntries(entries.right))
    },
    t.identity,
  )

const every = <X, A>(
  values: readonly X[],
  read: (x: X, k: number) => t.Validation<A>,
): t.Validation<readonly A[]> => {
  const errors: t.ValidationError[] = []
  const all: A[] = []
  values.forEach((x, k) => {
    const one = read(x, k)
    // A file that is wrong everywhere is told of at its beginning.
    if (one._tag === 'Right') all.push(one.right)
    else if (errors.length < mostErrors) errors.push(...one.left)
  })
  return errors.length > 0 ? t.failures(errors) : t.success(all)
}

const mostErrors = 20

/** Corners `[x, y]` of a curve with x rising and y from `low` to `high`. */
export const curve = (low: number, high: number): t.Type<readonly (readonly [number, number])[]> => {
  const name = `a list of pairs [x, y] with x rising and y from ${low} to ${high}`
  const isCorner = (corner: unknown): corner is readonly [number, number] => {
    if (!Array.isArray(corner) || corner.length !== 2) return false
    const [x, y]: readonly unknown[] = corner
    return number.is(x) && number.is(y) && y >= low && y <= high
  }
  const isCurve = (corners: unknown): corners is readonly (readonly [number, number])[] =>
    Array.isArray(corners) &&
    corners.length > 0 &&
    corners.every(isCorner) &&
    corners.every(([x], k) => k === 0 || x >= (corners[k - 1]?.[0] ?? x))
  return new t.Type(
    name,
    isCurve,
    (value, context) =>
      isCurve(value)
        ? t.success(value)
        : t.failures([complain(value, context, { reason: `it is not ${name}` })]),
    t.identity,
  )
}

/** `true`, `false`, or something of its own. */
export const flagOr = <A>(other: t.Type<A, A, unknown>): t.Type<boolean | A> =>
  new t.Type(
    `true, false or ${other.name}`,
    (x): x is boolean | A => typeof x === 'boolean' || other.is(x),
    (value, context) => {
      if (typeof value === 'boolean' || other.is(value)) return t.success(value)
      return t.failures([complain(value, context, { reason: `it is not true, false or ${other.name}` })])
    },
    t.identity,
  )

/** One of several shapes, told apart by the value of `key`. */
export const oneOf = <C extends Readonly<Record<string, t.Mixed>>>(
  name: string,
  key: string,
  codecs: C,
): t.Type<t.TypeOf<C[keyof C]>> => {
  const kinds = Object.keys(codecs)
  return new t.Type(
    name,
    (_): _ is t.TypeOf<C[keyof C]> => true,
    (value, context) => {
      if (!isObject(value))
        return t.failures([complain(value, context, { reason: `${shown(value)} is not ${article(name)}` })])
      const kind = value[key]
      const codec = typeof kind === 'string' && Object.hasOwn(codecs, kind) ? codecs[kind] : undefined
      if (codec !== undefined) return codec.validate(value, context)
      return t.failures([
        complain(kind, kind === undefined ? context : entry(context, key), {
          reason:
            kind === undefined
              ? `${article(name)} needs \`${key}\``
              : `${shown(kind)} is no ${key} of ${article(name)}`,
          hint:
            (typeof kind === 'string' ? didYouMean(kind, kinds) : undefined) ??
            `it may be ${kinds.map(one => `\`${one}\``).join(', ')}`,
        }),
      ])
    },
    t.identity,
  )
}

/** A value that meets a condition, told by its name: `a number above 0`. */
const checked = <A>(name: string, is: (value: unknown) => value is A): t.Type<A> =>
  new t.Type(
    name,
    is,
    (value, context) =>
      is(value)
        ? t.success(value)
        : t.failures([complain(value, context, { reason: `${shown(value)} is not ${name}` })]),
    t.identity,
  )

/** Beyond this a number is a slip of the pen: products of two still have all their digits. */
export const largest = 1e12

const numberThat = (name: string, holds: (x: number) => boolean, least = 0): t.Type<number> =>
  new t.Type(
    name,
    (x): x is number =>
      typeof x === 'number' && holds(x) && Math.abs(x) <= largest && (least === 0 || Math.abs(x) >= least),
    (value, context) => {
      const fault = (reason: string): t.Validation<number> =>
        t.failures([complain(value, context, { reason, hint: 'see the unit in the name' })])
      if (typeof value !== 'number' || !holds(value))
        return t.failures([complain(value, context, { reason: `${shown(value)} is not ${name}` })])
      if (Math.abs(value) > largest) return fault(`${shown(value)} is beyond ${largest}`)
      return Math.abs(value) < least
        ? fault(`${shown(value)} is nearer to 0 than ${least}`)
        : t.success(value)
    },
    t.identity,
  )

export const number = numberThat('a number', () => true)
/** What is less than a billionth would divide by next to nothing. */
export const positive = numberThat('a number above 0', x => x > 0, 1e-9)
export const atLeast0 = numberThat('a number of 0 or more', x => x >= 0)
/** 0 to 1. */
export const share = numberThat('a number from 0 to 1', x => x >= 0 && x <= 1)
/** Above 0, at most 1. */
export const efficiency = numberThat('a number from 0.001 to 1', x => x >= 1e-3 && x <= 1)
/** 0 or more, below 1. */
export const numberBelow1 = numberThat('a number of 0 or more and below 1', x => x >= 0 && x < 1)
export const whole = numberThat('a whole number of 1 or more', x => Number.isSafeInteger(x) && x >= 1)
export const busCount = numberThat(
  'a whole number from 1 to 100000',
  x => Number.isInteger(x) && x >= 1 && x <= 1e5,
)
/** Of houses and tanks, which are solved exactly: where numbers are further apart, digits are lost. */
export const ofHouse = numberThat('a number from 0.001 to 10000', x => x >= 1e-3 && x <= 1e4)
export const atMost10000 = numberThat('a number from 0 to 10000', x => x >= 0 && x <= 1e4)
export const temperature = numberThat('a temperature from -90 to 150 °C', x => x >= -90 && x <= 150)
export const degrees = numberThat('degrees from 0 to 50', x => x >= 0 && x <= 50)
export const deadBand = numberThat('degrees from 0.01 to 50', x => x >= 0.01 && x <= 50)
export const hourOfDay = numberThat('an hour from 0 to 24', x => x >= 0 && x <= 24)
export const latitude = numberThat('a latitude from -90 to 90', x => x >= -90 && x <= 90)
/** Of a device behind an address of Modbus. */
export const unit = numberThat('a unit from 1 to 247', x => Number.isInteger(x) && x >= 1 && x <= 247)
export const retries = numberThat(
  'a whole number from 0 to 100',
  x => Number.isInteger(x) && x >= 0 && x <= 100,
)
export const seed = numberThat('a whole number', x => Number.isSafeInteger(x))
export const text = checked('a text', (x): x is string => typeof x === 'string' && x.length > 0)
export const flag = checked('true or false', (x): x is boolean => typeof x === 'boolean')

/** A name that the language can write: letters, digits and `_`, beginning with a lower-case letter. */
export const identifier = checked(
  'a name of letters and digits that begins with a lower-case letter',
  (x): x is string => typeof x === 'string' && /^[a-z]\w*$/.test(x),
)

/** A host and a port: `127.0.0.1:1502`. */
export const address = checked('a host and a port, as `127.0.0.1:1502`', (x): x is string => {
  const port = Number(
    typeof x === 'string' ? /^(?:[\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(x)?.[1] : Number.NaN,
  )
  return port >= 1 && port <= 65535
})

export const brokerUrl = checked(
  'the URL of a broker, as `mqtt://127.0.0.1:1883`',
  (x): x is string => typeof x === 'string' && /^mqtts?:\/\/[^\s/]+$/.test(x),
)

/** A topic that is one place: wildcards of MQTT stand for many. */
export const topic = checked(
  'a topic without + and #',
  (x): x is string => typeof x === 'string' && x.length > 0 && !/[+#\0]/.test(x),
)

/** A moment in ISO 8601. */
export const instant = checked(
  'a time in ISO 8601, as `2030-01-15T00:00:00Z`',
  (x): x is string =>
    typeof x === 'string' &&
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)?$/.test(x) &&
    !Number.isNaN(Date.parse(x)) &&
    // A 31st of February is read as the 3rd of March.
    new Date(x).toISOString().startsWith(x.slice(0, 10)),
)

/** Several names with dots between them. */
export const path = checked(
  'a name that begins with a lower-case letter, or such names with dots between them',
  (x): x is string => typeof x === 'string' && /^[a-z]\w*(?:\.[a-z]\w*)*$/.test(x),
)

/** A duration as people write it, `15 minutes`, in hours. */
export const duration: t.Type<number, number, unknown> = new t.Type(
  'a duration',
  (x): x is number => typeof x === 'number',
  (value, context) => {
    const [, amount, unit] =
      typeof value === 'string' ? (/^\s*(\d+(?:\.\d+)?)\s*([a-z]+?)s?\s*$/.exec(value) ?? []) : []
    const hours = Number(amount) * (hoursOf[unit ?? ''] ?? Number.NaN)
    return hours > 0 && hours <= largest
      ? t.success(hours)
      : t.failures([
          complain(value, context, {
            reason: `${shown(value)} is not a duration`,
            hint: 'write a number above 0 and a unit, as `15 minutes` or `1 hour`',
          }),
        ])
  },
  t.identity,
)

const hoursOf: Readonly<Record<string, number>> = {
  second: 1 / 3600,
  minute: 1 / 60,
  min: 1 / 60,
  hour: 1,
  h: 1,
  day: 24,
}

const longest = 40

/** A value as it stands in the file, shortened; of what has parts only what it is, as it may be deep. */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const written = typeof value === 'string' ? JSON.stringify(value.slice(0, longest + 1)) : String(value)
  return written.length > longest ? `${written.slice(0, longest)}…` : written
}

/** Where in the file a fault is, as `devices[3].rating.capacityKwh`. */
export const placeOf = (context: t.Context): string =>
  context
    .slice(1)
    // What intersections and unions add is not in the file.
    .filter(({ key }) => key !== '')
    .reduce(
      (sofar, { key }) => (/^\d+$/.test(key) ? `${sofar}[${key}]` : sofar === '' ? key : `${sofar}.${key}`),
      '',
    )

export interface PlacedComplaint extends Complaint {
  readonly place: string
}

/** All that is wrong, in the order of the file. */
export const complaintsOf = (errors: t.Errors): readonly PlacedComplaint[] =>
  errors.map(error => {
    const known = complaints.get(error)
    const expected = error.context.at(-1)?.type.name ?? 'that'
    return {
      place: placeOf(error.context),
      ...(known ?? { reason: error.message ?? `${shown(error.value)} is not ${expected}` }),
    }
  })
