/** The outside world as commands see it: what they are given in a process, and in a test. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Progress } from '../questions/answer.ts'
import type { SweepAnswer, SweepTask } from '../sweep/sweep.ts'
import type { Hire } from './crew.ts'
import type { AtWork, Begun, Tally } from './message.ts'

export interface Io {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  readonly disk: Disk
  /** What standard input holds, up to one byte more than a file may have. */
  readonly standardInput: Uint8Array
  readonly isTerminal: { readonly out: boolean; readonly error: boolean }
  readonly environment: { readonly [name: string]: string | undefined }
  readonly progress: (run: Pick<AtWork, 'limit' | 'isJson' | 'isQuiet'>) => Progress
  /** Calls of the language that the stack bears. */
  readonly maxDepth?: number
  /** What the work may take, in MiB. */
  readonly memoryMb?: number
  readonly relay?: Relay
  /** From now on an interruption is heeded: what tells whether there was one. */
  readonly heed?: () => () => boolean
  readonly crew?: Hiring
  /** Where this thread is hired: answers what it is asked, until it is dismissed. */
  readonly serve?: (answer: (task: SweepTask) => SweepAnswer) => Promise<never>
}

/** How a command gets help. */
export interface Hiring {
  /** Threads that the machine has. */
  readonly threads: number
  readonly hire: Hire<SweepTask, SweepAnswer>
  /** Comes true when the user has had enough: the command has a moment to say what it has. */
  readonly interrupted: () => Promise<void>
}

/** How another can take over after a file at which memory ran out. */
export interface Relay {
  /** What came of the files that were dealt with before. */
  readonly earlier: Tally
  readonly begin: (file: Begun) => void
}

/** Files by path, relative to where the command was given. `Left` is what the system has to say. */
export interface Disk {
  readonly kind: (path: string) => 'file' | 'folder' | 'missing'
  /** The bytes of a file, of a longer one the first `most`. */
  readonly read: (path: string, most: number) => Either<string, Uint8Array>
  /** The names in a folder. */
  readonly list: (path: string) => Either<string, readonly string[]>
  /** The one path of what may have several, links followed. */
  readonly identity: (path: string) => string
  /** Writes a file, and the folders it stands in. */
  readonly write: (path: string, text: string) => Either<string, void>
  /** A page of the manual that comes with the program. */
  readonly page: (name: string) => Either<string, string>
}
