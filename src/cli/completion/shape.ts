/** The command line as data: what completion in any shell needs to know, read off the commander program. */
import type { Command, Option } from 'commander'
import { codes } from '../../diagnostic/codes.ts'

/** What a word of the command line stands for. */
export type Word =
  | { readonly kind: 'gameFile' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'free' }

export interface OptionShape {
  readonly long: string
  readonly short: string | undefined
  readonly description: string
  /** What follows the option; nothing after a switch. */
  readonly value: Word | undefined
}

export interface CommandShape {
  readonly name: string
  readonly description: string
  readonly options: readonly OptionShape[]
  readonly argument: Word | undefined
}

const choices = (of: readonly string[]): Word => ({ kind: 'choice', choices: of })

const optionShape = (option: Option): OptionShape => {
  const value: Word = option.argChoices === undefined ? { kind: 'free' } : choices(option.argChoices)
  return {
    long: option.long ?? option.flags,
    short: option.short,
    description: option.description,
    value: option.required || option.optional ? value : undefined,
  }
}

/** Arguments are told apart by their names in the help. */
const argumentShape = (command: Command): Word | undefined => {
  const [argument] = command.registeredArguments
  if (argument === undefined) return undefined
  if (argument.argChoices !== undefined) return choices(argument.argChoices)
  switch (argument.name()) {
    case 'file':
      return { kind: 'gameFile' }
    case 'dir':
      return { kind: 'folder' }
    case 'code':
      return choices(Object.keys(codes))
    default:
      return { kind: 'free' }
  }
}

const help: OptionShape = { long: '--help', short: '-h', description: 'show help', value: undefined }

/** The commands of a program, in the order of its help. */
export const commandsOf = (program: Command): readonly CommandShape[] =>
  program.commands.map(command => ({
    name: command.name(),
    description: command.summary() || command.description(),
    options: [...command.options.map(optionShape), help],
    argument: argumentShape(command),
  }))

/** The options of the program itself. */
export const programOptions = (program: Command): readonly OptionShape[] => [
  ...program.options.map(optionShape),
  help,
]
