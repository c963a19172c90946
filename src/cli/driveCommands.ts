/** The commands that let games drive a neighborhood. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { controllers } from '../grid/cityLearn/controllers.ts'
import { type Add, examples } from './adding.ts'
import { type DriveCommandOptions, driveFile, resumeDrive } from './drive.ts'
import { listQuantities } from './driveQuantities.ts'
import type { Listening } from './driveServing.ts'
import { exitStatus } from './exitStatus.ts'
import {
  addLoudness,
  count,
  defaultSteps,
  memoryOption,
  optionNotUnderstood,
  seed,
  settingOption,
} from './options.ts'
import { replayLog } from './replay.ts'
import { tell } from './terminal.ts'

export const addDrive: Add = (program, io, end) => {
  addDriveOutput(program.command('drive'))
    .summary('play a game on the grid')
    .description(
      'Plays a game on the models of a neighborhood as its `drive` declaration says, hour after hour, and tells what it moved beside the same hours without it.',
    )
    .argument('[file]', 'a game file; without one the --grid is left to itself')
    .option('--grid <path>', 'the grid file (default: the one that the declaration names)')
    .option('--strategy <name>', 'who drives: a strategy, or a game to be solved')
    .addOption(
      new Option(
        '--controller <rule>',
        'without a game: a rule of CityLearn on all batteries and stores',
      ).choices(Object.keys(controllers)),
    )
    .option('--steps <count>', 'so many steps of the grid (default: as declared)', count)
    .addOption(new Option('--seed <number>', 'the seed of what is drawn').argParser(seed).default(0n, '0'))
    .option('--log <path>', 'where to write the log (default: a new file in drive-logs)')
    .option('--resume <path>', 'go on with the run of this log')
    .option('--actuate', 'read and command the devices that have an endpoint, not only their models')
    .option(
      '--pace <seconds>',
      'how long a step lasts (default: as it is with --actuate, 1 s while serving)',
      seconds,
    )
    .option('--serve-modbus <address>', 'show the devices as SunSpec devices at PORT or HOST:PORT', listening)
    .option(
      '--serve-mqtt <address>',
      'show the devices at a broker of its own, at PORT or HOST:PORT',
      listening,
    )
    .option(
      '--mqtt-url <url>',
      'show the devices at this broker; COPLAY_MQTT_USER and COPLAY_MQTT_PASSWORD name who speaks',
    )
    .option('--mqtt-prefix <name>', 'what topics begin with (default: coplay)')
    .option('--mqtt-cert <path>', 'the certificate of its own broker, which then speaks TLS')
    .option('--mqtt-key <path>', 'the key of that certificate')
    .option('--mqtt-ca <path>', 'the certificate of who vouches for a broker')
    .option('--quantities', 'list what can be read and commanded in the grid file instead')
    .option(...settingOption)
    .addHelpText(
      'after',
      examples(
        'coplay drive games/grid/city-learn.game --strategy ruleBasedHour --svg day.svg',
        'coplay drive --quantities --grid games/grid/neighborhood.grid.json',
        'coplay drive --resume drive-logs/ruleBasedHour-0.ndjson',
      ),
    )
    .action(async (file: string | undefined, options: DriveProgramOptions) => {
      const { steps: horizon, resume, quantities = false, ...given } = options
      const asked = {
        ...given,
        steps: defaultSteps,
        ...(horizon === undefined ? {} : { horizon }),
      }
      if (resume !== undefined) end(await resumeDrive(io, resume, asked))
      else if (quantities) end(listQuantities(io, asked))
      else if (file === undefined && asked.grid === undefined) {
        tell(io, [optionNotUnderstood('no game file is named, and no grid file')], new Map(), asked)
        end(exitStatus.wrongInput)
      } else end(await driveFile(io, file, asked))
    })
}

const invalid = (reason: string): never => {
  throw new InvalidArgumentError(reason)
}

const seconds = (text: string): number => {
  const n = Number(text)
  return text.trim() !== '' && Number.isFinite(n) && n >= 0
    ? n
    : invalid('It must be a number of seconds, 0 or more.')
}

const listening = (text: string): Listening => {
  const [, host, port] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? []
  if (port === undefined || Number(port) > 65_535) return invalid('It must be PORT, or HOST:PORT.')
  return { ...(host === undefined ? {} : { host: host.replace(/^\[|\]$/g, '') }), port: Number(port) }
}

interface DriveProgramOptions extends Omit<DriveCommandOptions, 'steps' | 'horizon'> {
  readonly steps?: number
  readonly resume?: string
  readonly quantities?: boolean
}

export const addReplay: Add = (program, io, end) => {
  addDriveOutput(program.command('replay'))
    .summary('do the run of a log over')
    .description(
      'Does the run of a log over, from the same files and the same seed, and compares each message with the log.',
    )
    .argument('<log>', 'a log of coplay drive')
    .addHelpText('after', examples('coplay replay drive-logs/ruleBasedHour-0.ndjson'))
    .action(async (log: string, options: Omit<DriveCommandOptions, 'steps' | 'seed'>) =>
      end(await replayLog(io, log, { ...options, steps: defaultSteps, seed: 0n })),
    )
}

/** What both tell in the same ways. */
const addDriveOutput = (command: Command): Command =>
  addLoudness(
    command
      .option('--svg <path>', 'draw the demand with the game and without, or what --plot names')
      .option(
        '--plot <quantity>',
        'a quantity to draw; may be repeated',
        (path: string, before: readonly string[] = []) => [...before, path],
      )
      .option('--json', 'write a JSON object a run')
      .option(...memoryOption),
  )
