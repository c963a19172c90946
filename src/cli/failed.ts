/** What is answered where nothing is found but what is wrong. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Answered } from '../questions/answer.ts'
import { diagnosticRecord } from '../report/record.ts'
import { schema } from '../report/report.ts'
import type { Source } from '../source/source.ts'

/** The result for a file about which nothing was found but what is wrong with it. */
export const failed = (
  file: string,
  diagnostics: readonly Diagnostic[],
  texts: readonly Source[] = [],
): Answered => {
  const sources = new Map(texts.map(source => [source.path, source] as const))
  const records = diagnostics.map(one => {
    const record = diagnosticRecord(one, path => sources.get(path))
    return record.file === undefined ? { ...record, file } : record
  })
  return {
    report: { schema, file, diagnostics: records, checks: [], expects: [], solutions: [] },
    diagnostics,
    sources,
    isSurvey: false,
  }
}
