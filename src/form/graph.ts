/** A game tree in the language of Graphviz: chance as diamonds, information sets as dashed links of their nodes. */
import { exact, type Rational } from '../markov/rational.ts'
import { childrenOf } from './behavior.ts'
import type { ExtensiveForm, ExtensiveNode } from './extensiveForm.ts'

/** The text of a `digraph`, for `dot`. */
export const graphOf = (form: ExtensiveForm<Rational>): string => {
  const lines = [
    `digraph ${quoted(form.title)} {`,
    '  node [shape=box, style=rounded];',
    '  edge [arrowhead=none];',
  ]
  const last = form.informationSets.map((): number | undefined => undefined)
  const links: string[] = []
  for (const [id, node] of form.nodes.entries()) {
    lines.push(`  n${id} [${attributesOf(form, node)}];`)
    const labels = labelsAt(form, node)
    for (const [k, child] of childrenOf(node).entries())
      lines.push(`  n${id} -> n${child} [label=${quoted(labels[k] ?? '')}];`)
    if (node.kind !== 'decision') continue
    const before = last[node.informationSet]
    // Links do not say which node stands above which.
    if (before !== undefined) links.push(`  n${before} -> n${id} [style=dashed, constraint=false];`)
    last[node.informationSet] = id
  }
  return [...lines, ...links, '}', ''].join('\n')
}

const quoted = (text: string): string =>
  `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`

const attributesOf = (form: ExtensiveForm<Rational>, node: ExtensiveNode): string => {
  const paid = payoffsAt(form, node)
  const label = (text: string): string =>
    `label=${quoted([text, node.label, paid].filter(part => part !== '').join('\n'))}`
  switch (node.kind) {
    case 'terminal':
      return `shape=plaintext, ${label('')}`
    case 'chance':
      return `shape=diamond, ${label(form.draws[node.draw]?.label ?? '')}`
    case 'decision': {
      const set = form.informationSets[node.informationSet]
      const player = form.players[set?.player ?? 0] ?? ''
      return label(set === undefined || set.label === player ? player : `${player}: ${set.label}`)
    }
  }
}

const payoffsAt = ({ outcomes }: ExtensiveForm<Rational>, { outcome }: ExtensiveNode): string => {
  const found = outcome === undefined ? undefined : outcomes[outcome]
  if (found === undefined) return ''
  const payoffs = found.payoffs.map(exact.show).join(', ')
  return found.label === '' ? payoffs : `${found.label}: ${payoffs}`
}

const labelsAt = (form: ExtensiveForm<Rational>, node: ExtensiveNode): readonly string[] => {
  switch (node.kind) {
    case 'terminal':
      return []
    case 'chance':
      return (form.draws[node.draw]?.branches ?? []).map(
        ({ label, probability }) => `${label} (${exact.show(probability)})`,
      )
    case 'decision':
      return form.informationSets[node.informationSet]?.actions ?? []
  }
}
