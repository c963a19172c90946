import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crew, type Hire } from '../../../src/cli/crew.ts'

/** Threads that answer with the double, some time later, and are lost at the tasks for which `isLost` says so. */
const threads = (isLost: (task: number) => boolean = () => false) => {
  const seen = { hired: 0, busy: 0, most: 0, dismissed: 0 }
  const hire: Hire<number, string> = ({ answered, lost }) => {
    seen.hired += 1
    return {
      give: task => {
        seen.busy += 1
        seen.most = Math.max(seen.most, seen.busy)
        setTimeout(() => {
          seen.busy -= 1
          if (isLost(task)) lost(new Error('memory'))
          else answered(String(2 * task))
        }, task % 3)
      },
      dismiss: () => {
        seen.dismissed += 1
      },
    }
  }
  return { seen, hire }
}

describe('a crew', () => {
  it('answers each task once, with no more threads than it may have, whichever are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(12), { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(12),
        async (tasks, most, bad) => {
          const { seen, hire } = threads(task => task === bad)
          const all = crew(most, hire, (task, error) => `${task}: ${(error as Error).message}`)
          const answers = await Promise.all(tasks.map(all.ask))
          expect(answers).toEqual(tasks.map(t => (t === bad ? `${t}: memory` : String(2 * t))))
          expect(seen.most).toBeLessThanOrEqual(most)
          all.dismiss()
          // Who was lost need not be dismissed.
          expect(seen.dismissed).toBeLessThanOrEqual(most)
          expect(seen.hired - seen.dismissed).toBe(tasks.filter(t => t === bad).length)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('hires nobody before there is something to do', () => {
    const { seen, hire } = threads()
    crew(3, hire, () => '').dismiss()
    expect(seen.hired).toBe(0)
  })
})
