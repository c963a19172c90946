/**
 * A game tree as SVG: the root at the left, every play a row. Rows are given by `cluster` of d3-hierarchy, which keeps
 * the rows of different plays apart; columns are as wide as what is written in them.
 */
import { cluster, hierarchy } from 'd3-hierarchy'
import { childrenOf } from '../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm, ExtensiveNode } from '../form/extensiveForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { clipped, escaped, pixel, playerColors, widthOf } from './svg.ts'

/** Nodes of a picture that can still be read. */
export const mostNodesDrawn = 600

const rowHeight = 36
const margin = 24
/** From a node to where the branches to its children are level. */
const fan = 30
const fontSize = 12
const longestLabel = 32
const chanceColor = '#616e7c'

/**
 * The picture of a tree, payoffs in the colors of the players; what a profile plays is bold, with its probabilities.
 * For at most `mostNodesDrawn` nodes.
 */
export const treePicture = (form: ExtensiveForm<Rational>, profile?: BehaviorProfile<Rational>): string => {
  const drawn: Drawn = { form, profile, places: placesOf(form, profile), color: colorOf(form) }
  const title = form.title === '' ? 'game' : form.title
  const head = headOf(form, title)
  const width = Math.max(
    head.width,
    widthOf(title, 16) + 2 * margin,
    ...form.nodes.map((node, id) => at(drawn, id).x + 12 + widthOf(plain(wordsRight(drawn, node)), fontSize)),
  )
  const top = head.height + rowHeight
  const bottom = Math.max(...drawn.places.map(({ y }) => y))
  const size = `width="${pixel(width + margin)}" height="${pixel(top + bottom + margin)}"`
  const box = `viewBox="0 0 ${pixel(width + margin)} ${pixel(top + bottom + margin)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${box} role="img" font-family="system-ui, sans-serif" font-size="${fontSize}" fill="#1f2933">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...head.parts,
    `<g transform="translate(0 ${pixel(top)})">`,
    ...linksOf(drawn),
    ...form.nodes.flatMap((node, id) => branchesOf(drawn, node, id)),
    ...form.nodes.flatMap((node, id) => marksOf(drawn, node, id)),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

interface Place {
  readonly x: number
  readonly y: number
}

interface Drawn {
  readonly form: ExtensiveForm<Rational>
  readonly profile: BehaviorProfile<Rational> | undefined
  /** By node. */
  readonly places: readonly Place[]
  readonly color: (player: number) => string
}

const at = ({ places }: Pick<Drawn, 'places'>, id: number): Place => places[id] ?? { x: 0, y: 0 }

const colorOf =
  ({ players }: ExtensiveForm<Rational>): Drawn['color'] =>
  player =>
    player < players.length ? (playerColors[player % playerColors.length] ?? '#000000') : chanceColor

/** Colored words. */
type Words = readonly (readonly [text: string, color: string])[]

const plain = (words: Words): string => words.map(([text]) => text).join('')

const placesOf = (
  form: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational> | undefined,
): readonly Place[] => {
  const { nodes } = form
  const root = hierarchy(0, id => childrenOf(nodes[id] ?? emptyNode))
  const rows = cluster<number>()
    .nodeSize([rowHeight, 1])
    .separation((a, b) => (a.parent === b.parent ? 1 : 1.2))(root)
    .descendants()
  const least = Math.min(...rows.map(({ x }) => x))
  // What is written on the branch to a node, and under it before the node.
  const room: number[] = []
  for (const { data, depth, parent } of rows) {
    const node = nodes[data] ?? emptyNode
    const before = parent === null ? undefined : nodes[parent.data]
    const branch =
      before === undefined ? '' : branchText(form, profile, before, childrenOf(before).indexOf(data))
    const own = plain(wordsLeft(form, node, colorOf(form)))
    room[depth] = Math.max(room[depth] ?? 0, widthOf(branch, fontSize), widthOf(own, fontSize))
  }
  const columns: number[] = [margin + (room[0] ?? 0) + 10]
  for (const wide of room.slice(1)) columns.push((columns.at(-1) ?? 0) + fan + Math.max(48, wide + 22))
  const places: Place[] = []
  for (const { data, depth, x } of rows) places[data] = { x: columns[depth] ?? 0, y: x - least }
  return places
}

const emptyNode: ExtensiveNode = { kind: 'terminal', label: '', outcome: undefined }

/** What is said of a node before it: who moves, what it knows, and what is paid on the way. */
const wordsLeft = (form: ExtensiveForm<Rational>, node: ExtensiveNode, color: Drawn['color']): Words => {
  if (node.kind === 'terminal') return []
  const paid = paidWords(form, node, color)
  const name = ((): readonly [string, string] => {
    if (node.kind === 'chance')
      return [clipped(form.draws[node.draw]?.label ?? '', longestLabel), chanceColor]
    const { player = 0, label = '' } = form.informationSets[node.informationSet] ?? {}
    const who = form.players[player] ?? ''
    const isNamed = label !== '' && label !== who && !label.startsWith(`${who} `)
    return [clipped(isNamed ? `${who} ${label}` : label === '' ? who : label, longestLabel), color(player)]
  })()
  return paid.length === 0 ? [name] : [...paid, ['  ', chanceColor], name]
}

/** What is said after the end of a play. */
const wordsRight = ({ form, color }: Drawn, node: ExtensiveNode): Words => {
  if (node.kind !== 'terminal') return []
  const paid = paidWords(form, node, color)
  const label = node.outcome === undefined ? '' : (form.outcomes[node.outcome]?.label ?? '')
  return label === '' ? paid : [...paid, [`  ${clipped(label, longestLabel)}`, chanceColor]]
}

const paidWords = (
  { outcomes }: ExtensiveForm<Rational>,
  { outcome }: ExtensiveNode,
  color: Drawn['color'],
): Words =>
  (outcome === undefined ? [] : (outcomes[outcome]?.payoffs ?? [])).flatMap((payoff, player): Words => {
    const text = clipped(exact.show(payoff), longestLabel)
    return [...(player === 0 ? [] : [[', ', chanceColor] as const]), [text, color(player)]]
  })

const branchText = (
  form: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational> | undefined,
  node: ExtensiveNode,
  branch: number,
): string => {
  if (node.kind === 'terminal') return ''
  if (node.kind === 'chance') {
    const { label = '', probability = exact.zero } = form.draws[node.draw]?.branches[branch] ?? {}
    // A branch without a name has its number for one.
    const name = label === String(branch + 1) ? '' : label
    return `${clipped(name, longestLabel)} ${clipped(exact.show(probability), longestLabel)}`.trim()
  }
  const action = clipped(form.informationSets[node.informationSet]?.actions[branch] ?? '', longestLabel)
  const weight = profile?.[node.informationSet]?.[branch]
  return weight === undefined ? action : `${action} ${clipped(exact.show(weight), longestLabel)}`
}

/** The branches from a node, each with what is done. */
const branchesOf = (drawn: Drawn, node: ExtensiveNode, id: number): readonly string[] => {
  const { form, profile, color } = drawn
  const from = at(drawn, id)
  return childrenOf(node).flatMap((child, branch) => {
    const to = at(drawn, child)
    const isPlayed = node.kind === 'decision' && isPositive(profile?.[node.informationSet]?.[branch])
    const hue =
      node.kind === 'decision' ? color(form.informationSets[node.informationSet]?.player ?? 0) : chanceColor
    const stroke = isPlayed ? `stroke="${hue}" stroke-width="3"` : 'stroke="#9aa5b1" stroke-width="1.2"'
    const path = `M${pixel(from.x)} ${pixel(from.y)}L${pixel(from.x + fan)} ${pixel(to.y)}H${pixel(to.x)}`
    const weight = isPlayed ? ' font-weight="600"' : ''
    return [
      `<path d="${path}" fill="none" ${stroke}/>`,
      `<text x="${pixel(from.x + fan + 4)}" y="${pixel(to.y - 5)}" fill="${hue}"${weight}>${escaped(branchText(form, profile, node, branch))}</text>`,
    ]
  })
}

const isPositive = (weight: Rational | undefined): boolean => weight !== undefined && weight.numerator > 0n

/** A node: a square for chance, a dot in the color of who moves, or what is paid at the end. */
const marksOf = (drawn: Drawn, node: ExtensiveNode, id: number): readonly string[] => {
  const { form, color } = drawn
  const { x, y } = at(drawn, id)
  const hint = node.label === '' ? '' : `<title>${escaped(node.label)}</title>`
  const left = wordsLeft(form, node, color)
  const before = left.length === 0 ? [] : [written(left, x - 9, y + 15, 'end')]
  if (node.kind === 'terminal')
    return [`<g>${hint}${written(wordsRight(drawn, node), x + 6, y + 4, 'start')}</g>`]
  const shape =
    node.kind === 'chance'
      ? `<rect x="${pixel(x - 5)}" y="${pixel(y - 5)}" width="10" height="10" fill="#ffffff" stroke="${chanceColor}" stroke-width="1.5">${hint}</rect>`
      : `<circle cx="${pixel(x)}" cy="${pixel(y)}" r="5" fill="${color(form.informationSets[node.informationSet]?.player ?? 0)}">${hint}</circle>`
  return [shape, ...before]
}

const written = (words: Words, x: number, y: number, anchor: 'start' | 'end'): string => {
  const spans = words.map(([text, color]) => `<tspan fill="${color}">${escapedWithin(text)}</tspan>`).join('')
  // A white edge keeps words readable where a link passes.
  return `<text x="${pixel(x)}" y="${pixel(y)}" text-anchor="${anchor}" xml:space="preserve" paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round">${spans}</text>`
}

/** Gaps between words are kept. */
const escapedWithin = (text: string): string => (text.trim() === '' ? text : escaped(text))

/** Dashed links of the nodes that their player cannot tell apart, from the top; bowed apart where sets share a column. */
const linksOf = (drawn: Drawn): readonly string[] => {
  const { form, color } = drawn
  const members: number[][] = form.informationSets.map(() => [])
  for (const [id, node] of form.nodes.entries())
    if (node.kind === 'decision') members[node.informationSet]?.push(id)
  const inColumn = new Map<number, number>()
  return members.flatMap((ids, set) => {
    const first = ids[0]
    if (first === undefined || ids.length < 2) return []
    const column = at(drawn, first).x
    const before = inColumn.get(column) ?? 0
    inColumn.set(column, before + 1)
    const bow = 20 * (1 + (before % 3))
    const stroke = color(form.informationSets[set]?.player ?? 0)
    const hint = `<title>${escaped(form.informationSets[set]?.label ?? '')}</title>`
    return ids.slice(1).map((id, k) => {
      const [from, to] = [at(drawn, ids[k] ?? id), at(drawn, id)]
      const middle = `${pixel((from.x + to.x) / 2 + bow)} ${pixel((from.y + to.y) / 2)}`
      return `<path d="M${pixel(from.x)} ${pixel(from.y)}Q${middle} ${pixel(to.x)} ${pixel(to.y)}" fill="none" stroke="${stroke}" stroke-width="1.5" stroke-dasharray="5 4">${hint}</path>`
    })
  })
}

interface Head {
  readonly width: number
  readonly height: number
  readonly parts: readonly string[]
}

/** The title, and which color is whose. */
const headOf = ({ players }: ExtensiveForm<Rational>, title: string): Head => {
  const mostWide = 900
  let [x, y, width] = [margin, margin + 28, 0]
  const entries = players.flatMap((player, k) => {
    const name = clipped(player, longestLabel)
    const wide = widthOf(name, fontSize) + 32
    if (x > margin && x + wide > mostWide) [x, y] = [margin, y + 20]
    const color = playerColors[k % playerColors.length]
    const parts = [
      `<circle cx="${pixel(x + 5)}" cy="${y - 4}" r="5" fill="${color}"/>`,
      `<text x="${pixel(x + 15)}" y="${y}">${escaped(name)}</text>`,
    ]
    x += wide
    width = Math.max(width, x)
    return parts
  })
  return {
    width,
    height: y,
    parts: [
      `<text x="${margin}" y="${margin + 4}" font-size="16" font-weight="600">${escaped(title)}</text>`,
      ...entries,
    ],
  }
}
