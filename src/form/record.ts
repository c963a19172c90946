/** Forms as JSON, `coplay/form@1` (docs/gambit-files.md): the fields of the forms, numbers as exact texts. */
import { exact, type Rational } from '../markov/rational.ts'
import type { ExtensiveForm, ExtensiveNode } from './extensiveForm.ts'
import type { NormalForm } from './normalForm.ts'

export const formSchema = 'coplay/form@1'

/** One line. */
export const normalJson = ({ title, comment, players, strategies, payoffs }: NormalForm<Rational>): string =>
  JSON.stringify({
    schema: formSchema,
    kind: 'normal',
    title,
    comment,
    players,
    strategies,
    payoffs: payoffs.map(own => own.map(exact.show)),
  })

/** One line. */
export const extensiveJson = (form: ExtensiveForm<Rational>): string =>
  JSON.stringify({
    schema: formSchema,
    kind: 'extensive',
    title: form.title,
    comment: form.comment,
    players: form.players,
    informationSets: form.informationSets.map(({ player, label, actions }) => ({ player, label, actions })),
    draws: form.draws.map(({ label, branches }) => ({
      label,
      branches: branches.map(branch => ({
        label: branch.label,
        probability: exact.show(branch.probability),
      })),
    })),
    outcomes: form.outcomes.map(({ label, payoffs }) => ({ label, payoffs: payoffs.map(exact.show) })),
    nodes: form.nodes.map(nodeRecord),
  })

const nodeRecord = (node: ExtensiveNode): object => {
  const { kind, label } = node
  const outcome = node.outcome === undefined ? {} : { outcome: node.outcome }
  switch (node.kind) {
    case 'terminal':
      return { kind, label, ...outcome }
    case 'chance':
      return { kind, label, ...outcome, draw: node.draw, children: node.children }
    case 'decision':
      return { kind, label, ...outcome, informationSet: node.informationSet, children: node.children }
  }
}
