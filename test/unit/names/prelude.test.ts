import { expect, it } from 'vitest'
import { concepts } from '../../../src/equilibrium/concept.ts'
import { conceptNames, preludeValues, questionNames } from '../../../src/names/prelude.ts'

it('the concepts that can be named are those of the engine', () => {
  expect([...conceptNames].sort()).toEqual([...concepts].sort())
})

it('questions are names of the prelude', () => {
  expect(questionNames.filter(name => !preludeValues.has(name))).toEqual([])
})
