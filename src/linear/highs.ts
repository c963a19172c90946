/** Linear programs in doubles, by HiGHS (Huangfu and Hall, Mathematical Programming Computation 10, 2018). */
import type { Highs } from 'highs'
import type { LinearProgram } from './program.ts'

/** An optimal basis as doubles see it: what is to be looked at exactly. */
export interface FloatOptimum {
  readonly value: number
  readonly point: Float64Array
  /** By variable and by row, whether it is basic; a row is where its slack is. */
  readonly basicVariables: readonly boolean[]
  readonly basicRows: readonly boolean[]
}

/** The optimum in doubles, or why there is none to be had. */
export type FloatSolver = (
  program: LinearProgram<number>,
) => FloatOptimum | 'infeasible' | 'unbounded' | 'failed'

let loaded: Promise<FloatSolver> | undefined

/** Loads the solver, once. */
export const loadHighs = (): Promise<FloatSolver> => {
  loaded ??= load()
  return loaded
}

/** Its types take the package for CommonJS, where the default would be the module. */
const isLoader = (value: unknown): value is () => Promise<Highs> => typeof value === 'function'

const load = async (): Promise<FloatSolver> => {
  const { default: loader }: { readonly default: unknown } = await import('highs')
  if (!isLoader(loader)) return () => 'failed'
  const highs = await loader()
  const { basisStatus, modelStatus, objectiveSense } = highs.constants
  return ({ objective, isFree, rows }) => {
    const starts = new Int32Array(rows.length + 1)
    for (const [r, { coefficients }] of rows.entries()) starts[r + 1] = (starts[r] ?? 0) + coefficients.length
    const indices = Int32Array.from(rows.flatMap(({ coefficients }) => coefficients.map(([i]) => i)))
    const values = Float64Array.from(rows.flatMap(({ coefficients }) => coefficients.map(([, c]) => c)))
    const data = {
      numCols: objective.length,
      numRows: rows.length,
      sense: objectiveSense.maximize,
      colCost: Float64Array.from(objective),
      colLower: Float64Array.from(objective, (_, i) => (isFree[i] === true ? -highs.infinity : 0)),
      colUpper: new Float64Array(objective.length).fill(highs.infinity),
      rowLower: Float64Array.from(rows, ({ sense, bound }) => (sense === '<=' ? -highs.infinity : bound)),
      rowUpper: Float64Array.from(rows, ({ sense, bound }) => (sense === '>=' ? highs.infinity : bound)),
      matrix: {
        format: 'csr' as const,
        numCols: objective.length,
        numRows: rows.length,
        starts,
        indices,
        values,
      },
    }
    try {
      return highs.withModel(data, model => {
        model.options.set({ output_flag: false, solver: 'simplex' })
        model.run()
        const status = model.getModelStatus()
        if (status === modelStatus.infeasible) return 'infeasible'
        if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible)
          return 'unbounded'
        if (status !== modelStatus.optimal) return 'failed'
        const { colStatus, rowStatus } = model.getBasis()
        return {
          value: model.getObjectiveValue(),
          point: Float64Array.from(model.getSolution().colValue),
          basicVariables: Array.from(colStatus, one => one === basisStatus.basic),
          basicRows: Array.from(rowStatus, one => one === basisStatus.basic),
        }
      })
    } catch {
      // Whatever doubles cannot do is done exactly.
      return 'failed'
    }
  }
}
