/** Of a count, who holds the services: an offer that the robot follows, others in DORA, or another source than DORA. They add up to it. */
export interface Origins {
  followed: OriginCount
  others: OriginCount
  elsewhere: OriginCount
}

export interface OriginCount {
  on_site: number
  reachable: number
}

/** Coverage of one EPCI or agency. Counts are of services that the public finds; the three add up to `reachable`. */
export interface AreaCell {
  area: string
  /** One of the 16 categories, or `*` for any. */
  category: string
  /** A public of the référentiel, or `*` for any. */
  public: string
  /** Received in person there. */
  on_site: number
  /** Open to its inhabitants, in person elsewhere. */
  by_zone: number
  /** Open to its inhabitants without travelling. */
  remote: number
  reachable: number
  /** Of those, open to everybody rather than to that public; all of them for `tous-publics`. */
  open_to_all: number
  origins: Origins
}

export interface Area {
  code: string
  name: string
  kind: 'epci' | 'agence'
  population: number
  /** Beneficiaries of the RSA; null: not given. */
  beneficiaries: number | null
  /** Distinct services that the public finds. */
  on_site: number
  by_zone: number
  remote: number
  reachable: number
  /** Of what is received on site: what is reached from elsewhere is no riches of the place. */
  per_10000: number
  /** The same for 1 000 beneficiaries of the RSA; null: not given. */
  per_1000_rsa: number | null
  origins: Origins
}

/** `rien`: nothing anywhere; `joignable`: nothing on the spot, but open to its inhabitants elsewhere or at a distance. */
export type DesertLevel = 'rien' | 'joignable' | 'sur-place'

/** Nothing on the spot for that thématique and territory. */
export interface Desert {
  area: string
  area_name: string
  category: string
  category_name: string
  level: Exclude<DesertLevel, 'sur-place'>
  population: number
  /** Offers that we know of, not seen by the public, which would reach it. */
  waiting: number
}

/** Outlines of the EPCI, projected: SVG path data in a box of that size, and where the name of each stands. */
export interface Outlines {
  width: number
  height: number
  paths: { code: string; d: string; x: number; y: number }[]
}
