/** Games as Gambit's files: what `readNormal` and `readExtensive` read back as the same game. */
import { childrenOf } from '../form/behavior.ts'
import type { ExtensiveForm, ExtensiveNode } from '../form/extensiveForm.ts'
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import { exact, type Rational } from '../markov/rational.ts'

/** A backslash before a quote would hide that quote: an odd run of them becomes one longer, which nothing can express. */
const quoted = (text: string): string =>
  `"${text.replace(/\\+(?="|$)/g, run => (run.length % 2 === 0 ? run : `${run}\\`)).replace(/"/g, '\\"')}"`

const list = (texts: readonly string[]): string => `{ ${texts.map(quoted).join(' ')} }`

/** The `.nfg` text of a game, with payoffs in the table. */
export const writeNormal = (form: NormalForm<Rational>): string => {
  const steps = strides(form)
  const sizes = form.strategies.map(own => own.length)
  const rows: string[] = []
  for (let k = 0; k < profileCount(form); k++) {
    let rest = k
    let profile = 0
    for (const [player, size] of sizes.entries()) {
      profile += (rest % size) * (steps[player] ?? 0)
      rest = Math.floor(rest / size)
    }
    rows.push(form.payoffs.map(own => exact.show(own[profile] ?? exact.zero)).join(' '))
  }
  return [
    `NFG 1 R ${quoted(form.title)} ${list(form.players)}`,
    '',
    `{ ${form.strategies.map(list).join('\n')} }`,
    quoted(form.comment),
    '',
    ...rows,
    '',
  ].join('\n')
}

/** The `.efg` text of a game, a node a line. */
export const writeExtensive = (form: ExtensiveForm<Rational>): string => {
  const ids = setNumbers(form)
  const met = { sets: new Set<number>(), draws: new Set<number>(), outcomes: new Set<number>() }
  const lines: string[] = []
  const pending = [0]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = form.nodes[id]
    if (node === undefined) continue
    lines.push(line(form, node, ids, met))
    // No spread: a node may have more children than a call takes arguments.
    for (const child of childrenOf(node).toReversed()) pending.push(child)
  }
  return [`EFG 2 R ${quoted(form.title)} ${list(form.players)}`, quoted(form.comment), '', ...lines, ''].join(
    '\n',
  )
}

/** Information sets are numbered by player, from 1. */
const setNumbers = ({ informationSets, players }: ExtensiveForm<Rational>): readonly number[] => {
  const counts = players.map(() => 0)
  return informationSets.map(({ player }) => {
    const next = (counts[player] ?? 0) + 1
    counts[player] = next
    return next
  })
}

interface Met {
  readonly sets: Set<number>
  readonly draws: Set<number>
  readonly outcomes: Set<number>
}

/** Whether it is met for the first time. */
const isNew = (met: Set<number>, place: number): boolean => {
  const fresh = !met.has(place)
  met.add(place)
  return fresh
}

const line = (
  form: ExtensiveForm<Rational>,
  node: ExtensiveNode,
  ids: readonly number[],
  met: Met,
): string => {
  const end = outcomeText(form, node, met)
  switch (node.kind) {
    case 'terminal':
      return `t ${quoted(node.label)} ${end}`
    case 'chance': {
      const draw = form.draws[node.draw]
      const branches = (draw?.branches ?? []).map(
        ({ label, probability }) => `${quoted(label)} ${exact.show(probability)}`,
      )
      const given = isNew(met.draws, node.draw)
        ? `${quoted(draw?.label ?? '')} { ${branches.join(' ')} } `
        : ''
      return `c ${quoted(node.label)} ${node.draw + 1} ${given}${end}`
    }
    case 'decision': {
      const set = form.informationSets[node.informationSet]
      const given = isNew(met.sets, node.informationSet)
        ? `${quoted(set?.label ?? '')} ${list(set?.actions ?? [])} `
        : ''
      const number = ids[node.informationSet] ?? 0
      return `p ${quoted(node.label)} ${(set?.player ?? 0) + 1} ${number} ${given}${end}`
    }
  }
}

const outcomeText = ({ outcomes }: ExtensiveForm<Rational>, { outcome }: ExtensiveNode, met: Met): string => {
  if (outcome === undefined) return '0'
  const found = outcomes[outcome]
  const given = isNew(met.outcomes, outcome)
    ? ` ${quoted(found?.label ?? '')} { ${(found?.payoffs ?? []).map(exact.show).join(', ')} }`
    : ''
  return `${outcome + 1}${given}`
}
