import { expect, it } from 'vitest'
import { concepts } from '../../../src/equilibrium/concept.ts'
import { conceptNames, preludeValues, questionNames, solvedNames } from '../../../src/names/prelude.ts'
import { solvedConcepts } from '../../../src/solver/search.ts'

it('the concepts that can be named are those of the engine', () => {
  expect([...conceptNames].sort()).toEqual([...concepts].sort())
})

it('what can be solved for is what is searched for, and equilibria by their name in checks', () => {
  expect([...solvedNames].sort()).toEqual(['equilibrium', ...solvedConcepts].sort())
})

it('questions are names of the prelude', () => {
  expect(questionNames.filter(name => !preludeValues.has(name))).toEqual([])
})
