import { expect, test } from 'vitest'
import { cstTypes } from '../../../grammar/generated.ts'

test('the types of the concrete tree are up to date', async () => {
  await expect(cstTypes()).toMatchFileSnapshot('../../../grammar/cst.ts')
})
