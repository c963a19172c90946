/**
 * `drive`: what is fed fits what takes it, and what is sent is numbers. The grid file is not read here, so that a
 * quantity is what its uses make of it: a number or a list of numbers.
 */
import type { QuantityUse, ResolvedDrive, ResolvedFeed, ResolvedSend } from '../names/resolvedDrive.ts'
import type { DriveDeclaration, GameDeclaration } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import type { Game } from './inferComposition.ts'
import { check, infer } from './inferExpression.ts'
import { type Inference, markBroken, record, report } from './inference.ts'
import { appliedGame } from './inferStrategy.ts'
import { instantiate, mono } from './scheme.ts'
import { flatten, fresh, prune, tried } from './substitution.ts'
import { listOf, real } from './type.ts'
import type { Scheme, Type } from './typed.ts'
import { unify } from './unify.ts'

export const inferDrive = (inf: Inference, declaration: DriveDeclaration): void => {
  const drive = inf.resolved.drives.get(declaration.id)
  const whole = drive === undefined ? undefined : drivenGame(inf, declaration, drive)
  if (drive === undefined || whole === undefined) {
    markBroken(inf)
    return
  }
  const uses = [...drive.feeds, ...drive.sends].flatMap(({ reads }) => reads)
  for (const { binder } of uses) if (!inf.locals.has(binder)) inf.locals.set(binder, mono(fresh(inf.s)))
  const asBlock = blockGame(inf, drive, whole)
  for (const feed of drive.feeds) inferFeed(inf, feed, asBlock)
  withPlay(inf, drive, asBlock, () => {
    for (const send of drive.sends) inferSend(inf, send)
  })
  for (const use of uses) settleQuantity(inf, use)
}

/** The game that is played, with the arguments that its strategy gives it. */
const drivenGame = (
  inf: Inference,
  declaration: DriveDeclaration,
  { driven }: ResolvedDrive,
): Game | undefined => {
  if (driven.kind === 'game' && driven.parameters.length > 0) {
    report(inf, needsArguments(declaration, driven))
    return undefined
  }
  if (driven.kind === 'game') return appliedGame(inf, declaration.driven, [])
  const scheme = inf.strategyGames.get(driven.id)
  const game = scheme === undefined ? undefined : instantiate(inf.s, scheme)
  return game?.kind === 'game' ? game : undefined
}

const needsArguments = ({ driven }: DriveDeclaration, { name, parameters }: GameDeclaration) => {
  const count = parameters.length === 1 ? '1 argument' : `${parameters.length} arguments`
  return typeError(
    'G3001',
    `\`${driven.text}\` takes ${count} and is driven without`,
    { span: driven.span, text: 'only a game without parameters can be driven' },
    {
      because: { text: 'it is declared with parameters', span: name.span },
      hint: `declare it with its arguments, as \`game driven = ${driven.text} …\`, and drive that`,
    },
  )
}

/** The block at the types that it is played at. */
interface AsBlock {
  readonly play: ReadonlyMap<string, Type>
  /** The type of a name that the block binds, by its binder. */
  readonly typeOf: (binder: number) => Type
}

const blockGame = (inf: Inference, { game }: ResolvedDrive, whole: Game): AsBlock => {
  const scheme: Scheme = inf.schemes.get(game.id) ?? mono(whole)
  const made = new Map<number, number>()
  let type = prune(inf.s, instantiate(inf.s, scheme, made))
  while (type.kind === 'function') type = prune(inf.s, type.to)
  const play = type.kind === 'game' ? type.play : whole.play
  unify(inf.s, type, whole)
  const known = prune(inf.s, play)
  return {
    play: known.kind === 'record' ? flatten(inf.s, known.row).fields : new Map(),
    typeOf: binder => {
      const local = inf.locals.get(binder)
      if (local === undefined) return fresh(inf.s)
      return instantiate(inf.s, { variables: scheme.variables, type: local.type }, made)
    },
  }
}

const inferFeed = (inf: Inference, { feed, target }: ResolvedFeed, { typeOf }: AsBlock): void => {
  const { name, value } = feed
  if (target.to === 'param') {
    const scheme = inf.schemes.get(target.param.id)
    const type = scheme === undefined ? fresh(inf.s) : instantiate(inf.s, scheme)
    check(inf, value, type, { text: `this is the parameter \`${name.text}\``, span: target.param.name.span })
    return
  }
  const what = target.to === 'input' ? 'an input of the block' : 'returned to the block'
  check(inf, value, typeOf(target.local.binder), { text: `this is ${what}`, span: target.local.span })
}

/** Names of the play stand for what the play leaves, at the types of this game. */
const withPlay = (inf: Inference, { play }: ResolvedDrive, asBlock: AsBlock, run: () => void): void => {
  const before = play.map(({ binder }) => [binder, inf.locals.get(binder)] as const)
  for (const { name, binder } of play)
    inf.locals.set(binder, mono(asBlock.play.get(name) ?? asBlock.typeOf(binder)))
  run()
  for (const [binder, scheme] of before)
    if (scheme === undefined) inf.locals.delete(binder)
    else inf.locals.set(binder, scheme)
}

type Shape = 'Real' | 'List Real'

/** Makes numbers of a type of which nothing else is known; nothing where it is neither a number nor a list of them. */
const shapeOf = (inf: Inference, type: Type): Shape | undefined => {
  if (tried(inf.s, () => unify(inf.s, type, real) === undefined)) return 'Real'
  return tried(inf.s, () => unify(inf.s, type, listOf(real)) === undefined) ? 'List Real' : undefined
}

const inferSend = (inf: Inference, { send }: ResolvedSend): void => {
  const type = infer(inf, send.value)
  const shape = shapeOf(inf, type)
  record(inf, send.quantity, shape === 'List Real' ? listOf(real) : real)
  if (shape !== undefined) return
  const shown = printer(inf)(type)
  report(
    inf,
    typeError(
      'G3015',
      `\`${send.quantity.path}\` is sent \`${shown}\``,
      { span: send.value.span, text: 'a command is a number' },
      {
        explanation: [
          'To a quantity goes a number; to one of a population a list with a number for each member, or one for all.',
        ],
        hint: hintFor(shown),
      },
    ),
  )
}

const hintFor = (shown: string): string | undefined => {
  if (shown === 'Bool') return 'write `if x then 1 else 0`'
  return shown === 'List Bool' ? 'write `[if x then 1 else 0 | x <- xs]`' : undefined
}

const settleQuantity = (inf: Inference, { path, binder, span }: QuantityUse): void => {
  const type = inf.locals.get(binder)?.type
  if (type === undefined || shapeOf(inf, type) !== undefined) return
  const shown = printer(inf)(type)
  report(
    inf,
    typeError(
      'G3015',
      `\`${path}\` is read as \`${shown}\``,
      { span, text: 'a reading is a number' },
      {
        explanation: ["A quantity is a number; that of a population is the list of its members' numbers."],
        hint: shown === 'Bool' ? 'compare it: `> 0`' : undefined,
      },
    ),
  )
}
