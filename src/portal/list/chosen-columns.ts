/** Those that a person asked for, in their order; the usual ones when they asked for none that there is. */
export function chosenColumns<C extends { id: string; usual?: true }>(
  all: readonly C[],
  asked: readonly string[],
): C[] {
  const chosen = all.filter(({ id }) => asked.includes(id))
  return chosen.length > 0 ? chosen : all.filter(({ usual }) => usual)
}

/** The columns that an address asks for; empty: the usual ones. */
export const askedColumns = (c: { req: { queries(name: string): string[] | undefined } }): string[] =>
  (c.req.queries('colonnes') ?? []).flatMap(each => each.split(',')).slice(0, 20)
