/** What a run meets beyond the models: devices outside, who looks on over a protocol, and the time that passes. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { notReached } from '../drive/notDriven.ts'
import { heard } from '../drive/outside.ts'
import { served } from '../drive/served.ts'
import { live, type Surroundings } from '../drive/surroundings.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { membersOf } from '../grid/neighborhood/readings.ts'
import { begin, type World } from '../grid/neighborhood/world.ts'
import type { OpenedDrive } from './driveOpen.ts'
import { portsOf } from './drivePorts.ts'
import { isServed, type Secrets, type ServingOptions, showing } from './driveServing.ts'
import type { Io } from './io.ts'
import { readSource } from './sources.ts'

export interface LiveOptions extends ServingOptions {
  readonly actuate?: boolean
  /** Seconds that a step takes. */
  readonly pace?: number
  /** Paths of PEM files: of our own broker, and of who vouches for another. */
  readonly mqttCert?: string
  readonly mqttKey?: string
  readonly mqttCa?: string
}

export interface Live {
  readonly surroundings: Surroundings
  readonly stepped: (world: World) => void
  /** What to tell of it before the run begins. */
  readonly told: readonly string[]
  readonly close: () => Promise<void>
}

/** Whether devices are moved, or shown to others: then one run at a time. */
export const goesLive = (options: LiveOptions): boolean => options.actuate === true || isServed(options)

/** Milliseconds between two looks at whether the user has had enough. */
const look = 100

/** Opens what the options ask for. */
export const goLive = async (
  io: Io,
  { game, grid }: OpenedDrive,
  seed: number,
  options: LiveOptions,
  isInterrupted: () => boolean,
): Promise<E.Either<readonly Diagnostic[], Live>> => {
  const { neighborhood } = grid
  const secrets = secretsOf(io, options)
  if (E.isLeft(secrets)) return secrets
  const seconds = secondsOf(options, neighborhood)
  const ports = options.actuate === true ? portsOf(neighborhood, grid.path, secrets.right) : E.right([])
  if (E.isLeft(ports)) return ports
  const closePorts = async (): Promise<void> => {
    await Promise.all(ports.right.map(port => port.close()))
  }
  const { faults } = await heard(ports.right)
  if (faults.length > 0) {
    await closePorts()
    return E.left(faults.map(notReached))
  }
  const commanded = new Set(
    (game?.driven.sends ?? []).flatMap(({ quantity: { path } }) => membersOf(neighborhood, path) ?? [path]),
  )
  const models = served(neighborhood, begin(neighborhood, seed), path => commanded.has(path))
  // Set points that revert by themselves do so by the time of the neighborhood.
  let simulated = 0
  const shown = await showing(models, options, secrets.right, () => simulated)
  if (E.isLeft(shown)) {
    await closePorts()
    return shown
  }
  return E.right({
    surroundings: live(ports.right, () => passing(seconds, isInterrupted), models.requests),
    stepped: world => {
      simulated = world.step * neighborhood.stepHours * 3600
      models.show(world)
      for (const one of shown.right) one.stepped()
    },
    told: shown.right.map(one => one.told),
    close: async () => {
      await Promise.all(shown.right.map(one => one.close()))
      await closePorts()
    },
  })
}

/** As long as a step is where devices are moved; a second where others look on. */
const secondsOf = (options: LiveOptions, { stepHours }: Neighborhood): number => {
  if (options.pace !== undefined) return options.pace
  if (options.actuate === true) return stepHours * 3600
  return isServed(options) ? 1 : 0
}

/** From the environment and from files: what is on a command line, others on the machine can read. */
const secretsOf = (
  io: Io,
  { mqttCert, mqttKey, mqttCa }: LiveOptions,
): E.Either<readonly Diagnostic[], Secrets> => {
  const user = io.environment['COPLAY_MQTT_USER']
  const password = io.environment['COPLAY_MQTT_PASSWORD']
  const problems: Diagnostic[] = []
  const text = (path: string | undefined): string | undefined => {
    if (path === undefined) return undefined
    const source = readSource(io, path)
    if (E.isRight(source)) return source.right.text
    problems.push(source.left)
    return undefined
  }
  const [cert, key, ca] = [text(mqttCert), text(mqttKey), text(mqttCa)]
  if (problems.length > 0) return E.left(problems)
  return E.right({
    ...(user === undefined || password === undefined ? {} : { credentials: { user, password } }),
    ...(cert === undefined || key === undefined ? {} : { tls: { cert, key } }),
    ...(ca === undefined ? {} : { ca }),
  })
}

/** Lets so many seconds pass, or fewer where the user has had enough. */
const passing = async (seconds: number, isInterrupted: () => boolean): Promise<void> => {
  const until = performance.now() + 1000 * seconds
  for (;;) {
    const left = until - performance.now()
    if (left <= 0 || isInterrupted()) return
    await new Promise(resolve => setTimeout(resolve, Math.min(look, left)))
  }
}
