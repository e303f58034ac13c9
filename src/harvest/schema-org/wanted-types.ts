/** Types that are a Service, a programme… of a narrower kind. */
const NARROWER: ReadonlyMap<string, string> = new Map([
  ['GovernmentService', 'Service'],
  ['FoodService', 'Service'],
  ['FinancialProduct', 'Service'],
  ['LoanOrCredit', 'Service'],
  ['TaxiService', 'Service'],
  ['WorkBasedProgram', 'EducationalOccupationalProgram'],
  ['EventSeries', 'Event'],
  ['Festival', 'Event'],
  ['Hackathon', 'Event'],
])

/** Called events by schema.org, and nothing that somebody goes to. */
const NO_EVENTS: ReadonlySet<string> = new Set([
  'BroadcastEvent',
  'DeliveryEvent',
  'OnDemandEvent',
  'PublicationEvent',
  'SaleEvent',
])

/** Whether one of a node's types is one of those wanted, or a narrower kind of it: a `SportsEvent` is an `Event`. */
export function isWanted(types: readonly string[], wanted: ReadonlySet<string>): boolean {
  return types.some(type => wanted.has(type) || wanted.has(broader(type) ?? ''))
}

/** The type that a type is a kind of, null when it is none that offers have. */
export function broader(type: string): string | null {
  const told = NARROWER.get(type)
  if (told !== undefined) return told
  return /.Event$/.test(type) && !NO_EVENTS.has(type) ? 'Event' : null
}
