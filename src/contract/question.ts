/** `coplay check --modular`: the equilibria that a program asks about, checked component by component. */
import * as E from 'fp-ts/lib/Either.js'
import type { CheckQuestion, CompiledStrategy, Question } from '../compile/program.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { type AnswerOptions, type Prepared, prepare, tidy } from '../questions/answer.ts'
import { selected, selectionProblems } from '../questions/selection.ts'
import type { TypedProgram } from '../questions/typedProgram.ts'
import type { Forms } from '../region/forms.ts'
import { formsIn } from '../region/forms.ts'
import { placed } from '../region/placed.ts'
import { deviationRecord } from '../region/record.ts'
import type { ComponentRecord, ModularCheckRecord, ModularReport } from '../report/modular.ts'
import { modularSchema } from '../report/modular.ts'
import { diagnosticRecord } from '../report/record.ts'
import { positionAt, type Source } from '../source/source.ts'
import type { Typed } from '../types/typed.ts'
import {
  holdsIn,
  type Judged,
  type Modular,
  modular,
  rowsNeeded,
  type Store,
  type Undivided,
} from './modular.ts'
import { runKey } from './runKey.ts'

export type ModularOptions = Omit<AnswerOptions<Rational>, 'scalar' | 'standIn' | 'adapt'>

export interface ModularAnswer {
  readonly report: ModularReport
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** Answers every `check … is equilibrium` of a program by contracts, in exact numbers. */
export const modularAnswer = (
  file: string,
  program: TypedProgram,
  options: ModularOptions,
): ModularAnswer => {
  const forms = formsIn([])
  const prepared = prepare(program, { ...options, scalar: forms.affine.scalar, adapt: forms.adapt })
  const { sources } = prepared
  const selection = options.selection ?? {}
  const asking: Asking = { options, typed: program.typed, contracts: new Map() }
  const answers = selected(selection, prepared.program.questions)
    .filter(isOfEquilibrium)
    .map(question => {
      options.progress?.question(file, question.line, question.text)
      prepared.asking.budget.renew()
      return answerOf(prepared, forms, asking, question)
    })
  const diagnostics = tidy(prepared, [
    ...prepared.diagnostics,
    ...selectionProblems(selection, prepared.program),
    ...answers.flatMap(answer => (E.isLeft(answer) ? [answer.left] : [])),
  ])
  const report: ModularReport = {
    schema: modularSchema,
    file,
    diagnostics: diagnostics.map(d => diagnosticRecord(d, path => sources.get(path))),
    checks: answers.flatMap(answer => (E.isRight(answer) ? [answer.right] : [])),
  }
  return { report, diagnostics, sources }
}

const isOfEquilibrium = (question: Question<Rational>): question is CheckQuestion<Rational> =>
  question.kind === 'check' && question.concept === 'equilibrium'

interface Asking {
  readonly options: ModularOptions
  readonly typed: Typed
  /** Contracts made so far. */
  readonly contracts: Store['contracts']
}

const answerOf = (
  { program, asking: { budget }, notation, sources }: Prepared<Rational>,
  forms: Forms,
  { options, typed, contracts }: Asking,
  question: CheckQuestion<Rational>,
): E.Either<Diagnostic, ModularCheckRecord> => {
  const { strategy, closed, span } = question
  if (E.isLeft(closed)) return closed
  const epsilon = question.epsilon ?? options.epsilon ?? exact.zero
  const settings = (options.settingSources ?? []).map(({ path, text }) => [path, text] as const)
  const isWhole = E.isRight(strategy.closed)
  const found = program.attempt(span, () =>
    placed(strategy, () =>
      modular({
        scalar: forms.affine.scalar,
        budget,
        closed: closed.right,
        // In a context of its own an open game has more around it than its lines.
        lines: isWhole ? strategy.lines : undefined,
        profile: strategy.profile,
        store: {
          contracts,
          keyOf: run => runKey({ typed, sources, strategy, spanOf: forms.spanOf, settings, epsilon }, run),
        },
        epsilon,
      }),
    ),
  )
  if (E.isLeft(found)) return found
  const verdicts = found.right.components.map(holdsIn)
  const holds = verdicts.includes(false) ? false : verdicts.includes(undefined) ? null : true
  const { line, text, negated } = question
  const { undivided } = found.right
  return E.right({
    line,
    text,
    game: strategy.gameName,
    strategy: strategy.name,
    negated,
    epsilon: exact.show(epsilon),
    holds,
    pass: holds !== null && holds !== negated,
    components: componentRecords({ strategy, forms, sources, show: notation.show }, found.right),
    ...(undivided === undefined ? {} : { undivided: reasonText(undivided) }),
  })
}

interface Telling {
  readonly strategy: CompiledStrategy<Rational>
  readonly forms: Forms
  readonly sources: ReadonlyMap<string, Source>
  readonly show: (value: unknown) => string
}

const componentRecords = (telling: Telling, { components }: Modular): ComponentRecord[] => {
  const names = components.map(nameOf)
  return components.map((component, i) => ({
    ...componentRecord(telling, component),
    before: names.slice(0, i),
    after: names.slice(i + 1),
  }))
}

const nameOf = ({ decisions }: Judged): string => [...new Set(decisions.map(({ path }) => path))].join(', ')

const componentRecord = (telling: Telling, component: Judged): Omit<ComponentRecord, 'before' | 'after'> => {
  const { decisions, columns, margins, coverage, hashes } = component
  const sorted = [...margins].sort((a, b) => exact.compare(a.margin, b.margin))
  const [least] = sorted
  const writing = { affine: telling.forms.affine, show: telling.show }
  return {
    name: nameOf(component),
    players: [...new Set(decisions.map(({ player }) => player))],
    lines: linesIn(telling, component),
    outputs: new Set(columns.map(({ output }) => structuralKey(output))).size,
    amounts: columns.length,
    rows: rowsNeeded(component),
    holds: holdsIn(component) ?? false,
    margin: least === undefined ? null : exact.show(least.margin),
    failures: sorted
      .filter(({ margin }) => exact.compare(margin, exact.zero) < 0)
      .map(({ row, margin }) => ({
        ...deviationRecord(writing, row.deviation),
        gain: exact.show(exact.sub(exact.zero, margin)),
      })),
    joint: Object.fromEntries(coverage.map(({ player, joint }) => [player, joint])),
    hashes,
    kept: !component.isNew,
  }
}

/** First and last line of the text, from 1; those of all decisions where there is no run. */
const linesIn = ({ strategy, forms, sources }: Telling, { run, decisions }: Judged): [number, number] => {
  const lines = strategy.lines?.block.lines
  const spans =
    run === undefined || lines === undefined
      ? decisions.flatMap(({ key }) => strategy.places.get(key)?.span ?? [])
      : lines.slice(run.from, run.to + 1).flatMap(({ site }) => forms.spanOf(site) ?? [])
  const rows = spans.flatMap(({ path, start, end }) => {
    const source = sources.get(path)
    return source === undefined ? [] : [positionAt(source, start).line, positionAt(source, end).line]
  })
  return rows.length === 0 ? [0, 0] : [Math.min(...rows), Math.max(...rows)]
}

const reasonText = (undivided: Undivided): string => {
  switch (undivided.kind) {
    case 'noBlock':
      return 'the game is no block, or is played in a context'
    case 'players':
      return 'nobody decides elsewhere'
    case 'feedback':
      return 'its lines feed values back'
    case 'returns':
      return `what returns to line ${undivided.line + 1} of the block is not made of amounts`
    case 'notLinear':
      return 'a line does more with what returns to it than to add it up'
  }
}

/** G7005 for a program that asks nothing that contracts answer. */
export const nothingModular = (): Diagnostic =>
  diagnostic('G7005', '--modular: the file asks for no equilibrium', {
    hint: 'write `check STRATEGY is equilibrium`',
  })
