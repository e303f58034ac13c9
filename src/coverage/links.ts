/** Where the things that the report speaks of are looked at. Absent: no page for this reader, or a file that must stand alone. */
export interface ReportLinks {
  /** An action of the convention, by the id of its line. */
  line?: (id: string) => string
  /** A structure, by its partner id. */
  structure?: (partner: string) => string
  /** A service in DORA itself, by its slug. */
  service?: (slug: string) => string
  /** An offer as the desk shows it. */
  offer?: (source: string, key: string) => string
  /** A territory: what is there, and what is missing; by the code of its EPCI. */
  area?: (code: string) => string
  /** What a past census found, by its day `YYYY-MM-DD`. */
  past?: (day: string) => string
  /** A page of the report, by its id. */
  page?: (id: string) => string
}
