/**
 * A utility's control center: it asks for a reduction as a share of the baseline, gets plans, and dispatches.
 *
 * Shares of groups are of the BASELINE, not of what others leave: 10 % + 5 % + 15 % are 30 %.
 */

/** What is asked of a group of agents. */
export interface Request {
  readonly id: string
  readonly group: string
  readonly reductionKw: number
}

/** What an agent offers, and at what price; an agent without consent offers nothing. */
export interface Plan {
  readonly agent: string
  readonly group: string
  readonly offeredKw: number
  /** Dollars per kWh, 0 unless told: the cheap are taken first, and alike ones share. */
  readonly pricePerKwh?: number
}

export interface Order {
  readonly agent: string
  readonly group: string
  readonly reductionKw: number
}

export interface Dispatch {
  readonly orders: readonly Order[]
  readonly dispatchedKw: number
  /** What was asked for and nobody offers. */
  readonly shortfallKw: number
}

/** The requests to groups, each of its share of the baseline. */
export const requests = (
  id: string,
  baselineKw: number,
  shares: Readonly<Record<string, number>>,
): readonly Request[] =>
  Object.entries(shares).map(([group, share]) => ({
    id: `${id}/${group}`,
    group,
    reductionKw: baselineKw * share,
  }))

/** Spreads `reductionKw` over plans: by price, and among equal prices in proportion to what is offered. */
export const dispatch = (reductionKw: number, plans: readonly Plan[]): Dispatch => {
  const sound = plans.filter(({ offeredKw }) => Number.isFinite(offeredKw) && offeredKw > 0)
  const prices = [...new Set(sound.map(({ pricePerKwh = 0 }) => pricePerKwh))].sort((a, b) => a - b)
  const orders: Order[] = []
  let left = Math.max(0, reductionKw)
  for (const price of prices) {
    const tier = sound.filter(({ pricePerKwh = 0 }) => pricePerKwh === price)
    const offered = tier.reduce((sum, { offeredKw }) => sum + offeredKw, 0)
    const share = Math.min(1, left / offered)
    for (const { agent, group, offeredKw } of tier)
      if (share > 0) orders.push({ agent, group, reductionKw: offeredKw * share })
    left = Math.max(0, left - offered)
  }
  const dispatchedKw = orders.reduce((sum, order) => sum + order.reductionKw, 0)
  return { orders, dispatchedKw, shortfallKw: Math.max(0, reductionKw - dispatchedKw) }
}

/**
 * Dispatches each request within its group; what a group falls short of is asked of the others, in proportion to what
 * these have left.
 */
export const dispatchGroups = (asked: readonly Request[], plans: readonly Plan[]): Dispatch => {
  const total = asked.reduce((sum, { reductionKw }) => sum + reductionKw, 0)
  const first = asked.map(({ group, reductionKw }) =>
    dispatch(
      reductionKw,
      plans.filter(plan => plan.group === group),
    ),
  )
  const taken = new Map(first.flatMap(({ orders }) => orders.map(one => [one.agent, one.reductionKw])))
  const missing = first.reduce((sum, { shortfallKw }) => sum + shortfallKw, 0)
  const spare = plans.map(plan => ({
    ...plan,
    offeredKw: Math.max(0, plan.offeredKw - (taken.get(plan.agent) ?? 0)),
  }))
  const second = new Map(dispatch(missing, spare).orders.map(one => [one.agent, one.reductionKw]))
  const orders = plans.flatMap(({ agent, group }) => {
    const reductionKw = (taken.get(agent) ?? 0) + (second.get(agent) ?? 0)
    return reductionKw > 0 ? [{ agent, group, reductionKw }] : []
  })
  const dispatchedKw = orders.reduce((sum, { reductionKw }) => sum + reductionKw, 0)
  return { orders, dispatchedKw, shortfallKw: Math.max(0, total - dispatchedKw) }
}
