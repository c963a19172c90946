/** What the worker does: a command, in the world that the main thread and the file system make. */
import { availableParallelism } from 'node:os'
import { systemDisk } from './disk.ts'
import { hiring } from './hiring.ts'
import type { Hiring, Io } from './io.ts'
import { main } from './main.ts'
import type { AtWork, Message, Order, Start } from './message.ts'

/** Calls that a stack of the size launch.ts asks for bears, with room to spare. */
const maxDepth = 500_000

/** Has orders heard. */
export type Listen = (hear: (order: Order) => void) => void

/** Runs the command that was given, and says through `post` what is to be written, and how it ended. */
export const work = async (
  start: Start,
  post: (message: Message) => void,
  listen: Listen = () => undefined,
  /** An order that has come while the thread was at work. */
  waiting: () => Order | undefined = () => undefined,
): Promise<void> => {
  const { argv, root, standardInput, isTerminal, spent, memoryMb, earlier, isHired = false } = start
  const steps = new Float64Array(spent)
  const io: Io = {
    // The one that hires says what there is to say.
    out: text => (isHired ? undefined : post({ kind: 'out', text })),
    error: text => (isHired ? undefined : post({ kind: 'error', text })),
    disk: systemDisk(new URL(root)),
    standardInput,
    isTerminal,
    environment: process.env,
    maxDepth,
    memoryMb,
    ...(isHired ? { serve: serving(post, listen) } : { crew: crewOf(start, post, listen) }),
    heed: () => {
      post({ kind: 'heeds' })
      let isInterrupted = false
      return () => {
        isInterrupted ||= waiting() === 'interrupt'
        return isInterrupted
      }
    },
    relay: { earlier, begin: file => post({ kind: 'file', ...file }) },
    progress: run => {
      let current: Pick<AtWork, 'file' | 'line' | 'place'> = { file: '', line: 0 }
      return {
        question: (file, line, _, place) => {
          steps[0] = 0
          current = { file, line, ...(place === undefined ? {} : { place }) }
          post({ kind: 'question', ...current, ...run })
        },
        searching: (method, found) =>
          post({ kind: 'question', ...current, ...run, search: { method, found } }),
        spent: count => {
          steps[0] = count
        },
      }
    },
  }
  post({ kind: 'end', status: await main(argv, io) })
}

const crewOf = (start: Start, post: (message: Message) => void, listen: Listen): Hiring => ({
  threads: availableParallelism(),
  hire: hiring(start),
  interrupted: () =>
    new Promise(resolve => {
      post({ kind: 'heeds' })
      listen(order => {
        if (order === 'interrupt') resolve()
      })
    }),
})

const serving =
  (post: (message: Message) => void, listen: Listen): NonNullable<Io['serve']> =>
  answer =>
    new Promise(() => {
      listen(order => {
        if (order !== 'interrupt') post({ kind: 'answer', answer: answer(order) })
      })
    })
