import type { DiagnosticCode } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'

const limits: ReadonlySet<DiagnosticCode> = new Set(['G5001', 'G5002', 'G5004', 'G5005', 'G5006'])

/** Whether it says that steps, stack, memory or a search came to their end, and not that the program is wrong. */
export const isLimit = ({ code }: Diagnostic): boolean => limits.has(code)
