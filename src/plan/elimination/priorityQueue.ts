/** Numbers by priority, lowest first; of equal priority the lowest number first. A binary heap. */
export class PriorityQueue {
  private readonly items: { readonly priority: number; readonly item: number }[] = []

  add(priority: number, item: number): void {
    const { items } = this
    let at = items.length
    items.push({ priority, item })
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.isBefore(at, above)) return
      this.swap(at, above)
      at = above
    }
  }

  take(): number | undefined {
    const { items } = this
    const first = items[0]
    const last = items.pop()
    if (first === undefined || last === undefined) return undefined
    if (items.length === 0) return first.item
    items[0] = last
    let at = 0
    for (;;) {
      let least = at
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < items.length && this.isBefore(below, least)) least = below
      if (least === at) return first.item
      this.swap(at, least)
      at = least
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [x, y] = [this.items[a], this.items[b]]
    if (x === undefined || y === undefined) return false
    return x.priority < y.priority || (x.priority === y.priority && x.item < y.item)
  }

  private swap(a: number, b: number): void {
    const [x, y] = [this.items[a], this.items[b]]
    if (x === undefined || y === undefined) return
    this.items[a] = y
    this.items[b] = x
  }
}
