/** What the worker tells the main thread, and what it is given at its start. */
export type Message =
  | { readonly kind: 'out'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | ({ readonly kind: 'question' } & AtWork)
  | { readonly kind: 'end'; readonly status: number }

/** The question being answered; line 0 while its file is read and compiled. */
export interface AtWork {
  readonly file: string
  readonly line: number
  /** Steps that it may take. */
  readonly limit: number
  readonly isJson: boolean
  /** Nobody wants to know, unless it ends badly. */
  readonly isQuiet: boolean
}

export interface Start {
  readonly argv: readonly string[]
  readonly standardInput: Uint8Array
  readonly isTerminal: { readonly out: boolean; readonly error: boolean }
  /** One double, written by the worker: the steps that the question has taken. */
  readonly spent: SharedArrayBuffer
}
