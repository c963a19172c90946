import { describe, expect, it } from 'vitest'
import { drivenBy } from '../../../src/questions/drivenBy.ts'

const text = `
game hour = [opengame| operation : decision "home" [0, 1] ; outputs : power ; returns : power ; |]
game other = [opengame| operation : decision "home" [0, 1] ; outputs : power ; returns : power ; |]
strategy idle for hour = { home = 0 }
strategy busy for hour = { home = 1 }
strategy elsewhere for other = { home = 1 }
drive idle in "street.grid.json" { every 1 hour for 2 ; power -> home1.battery.powerKw ; }
`

const by = (name: string): string | undefined =>
  drivenBy({ path: 'hour.game', text }, name)?.text.match(/^drive.*$/m)?.[0]

const lines = 'in "street.grid.json" { every 1 hour for 2 ; power -> home1.battery.powerKw ; }'

describe('a drive', () => {
  it.each([['busy'], ['hour']])('is by %s of the same game', name => {
    expect(by(name)).toBe(`drive ${name} ${lines}`)
  })

  it.each([['idle'], ['elsewhere'], ['other'], ['nobody']])('is not by %s', name => {
    expect(by(name)).toBeUndefined()
  })
})
