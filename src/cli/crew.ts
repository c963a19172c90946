/** Threads that answer tasks of one command, one task each at a time. */

/** A thread that was hired. */
export interface Hired<Task> {
  readonly give: (task: Task) => void
  readonly dismiss: () => void
}

/** Who is told of a thread: what it answers to the task it was given, or how it was lost. */
export interface Employer<Answer> {
  readonly answered: (answer: Answer) => void
  readonly lost: (error: unknown) => void
}

export type Hire<Task, Answer> = (employer: Employer<Answer>, of: number) => Hired<Task>

export interface Crew<Task, Answer> {
  /** The answer to a task, once a thread is free and has worked it out. */
  readonly ask: (task: Task) => Promise<Answer>
  readonly dismiss: () => void
}

interface Waiting<Task, Answer> {
  readonly task: Task
  readonly answered: (answer: Answer) => void
}

/**
 * A crew of at most `most` threads, hired as tasks come. Where one is lost, as by running out of memory, the task it was at is
 * answered by `lost`, and another is hired for what waits.
 */
export const crew = <Task, Answer>(
  most: number,
  hire: Hire<Task, Answer>,
  lost: (task: Task, error: unknown) => Answer,
): Crew<Task, Answer> => {
  const waiting: Waiting<Task, Answer>[] = []
  const idle: Member<Task, Answer>[] = []
  const all = new Set<Member<Task, Answer>>()
  let first = 0
  const next = (): Waiting<Task, Answer> | undefined => {
    const one = waiting[first]
    if (one === undefined) return undefined
    first += 1
    // What was taken is let go of now and then, not each time.
    if (first === 1024) {
      waiting.splice(0, first)
      first = 0
    }
    return one
  }
  const keepBusy = (member: Member<Task, Answer>): void => {
    const one = next()
    if (one === undefined) idle.push(member)
    else member.begin(one)
  }
  const join = (): void => {
    const member: Member<Task, Answer> = newMember(hire, most, {
      done: () => keepBusy(member),
      lost: (at, error) => {
        all.delete(member)
        at?.answered(lost(at.task, error))
        if (first < waiting.length) join()
      },
    })
    all.add(member)
    keepBusy(member)
  }
  return {
    ask: task =>
      new Promise(answered => {
        waiting.push({ task, answered })
        const free = idle.pop()
        if (free !== undefined) keepBusy(free)
        else if (all.size < most) join()
      }),
    dismiss: () => {
      for (const member of all) member.dismiss()
      all.clear()
    },
  }
}

interface Member<Task, Answer> {
  readonly begin: (task: Waiting<Task, Answer>) => void
  readonly dismiss: () => void
}

const newMember = <Task, Answer>(
  hire: Hire<Task, Answer>,
  of: number,
  tell: {
    readonly done: () => void
    readonly lost: (at: Waiting<Task, Answer> | undefined, error: unknown) => void
  },
): Member<Task, Answer> => {
  let at: Waiting<Task, Answer> | undefined
  const hired = hire(
    {
      answered: answer => {
        const done = at
        at = undefined
        done?.answered(answer)
        tell.done()
      },
      lost: error => tell.lost(at, error),
    },
    of,
  )
  return {
    begin: one => {
      at = one
      hired.give(one.task)
    },
    dismiss: hired.dismiss,
  }
}
