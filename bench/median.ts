import { Bench } from 'tinybench'

/** The median of runs for half a second, three at least, in milliseconds. */
export const median = async (run: () => unknown): Promise<number> => {
  const bench = new Bench({ time: 500, iterations: 3, warmupTime: 100, warmupIterations: 1, throws: true })
  bench.add('case', () => {
    run()
  })
  const [task] = await bench.run()
  const result = task?.result
  if (result === undefined || !('latency' in result)) throw new Error('nothing was measured')
  return result.latency.p50
}
