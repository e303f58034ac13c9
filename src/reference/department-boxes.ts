/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Metropolitan France with Corsica, widely. */
const METROPOLITAN: Box = [-5.3, 41.2, 9.7, 51.2]

/**
 * Boxes around Ille-et-Vilaine, its neighbours and the overseas départements, rounded outwards to about one kilometre. A box is
 * larger than its département: a point outside is surely wrong, a point inside may still be. The COG carries no geometry; the other
 * metropolitan départements are only held to be in metropolitan France.
 */
const boxes: Readonly<Record<string, Box>> = {
  '22': [-3.68, 48.02, -1.9, 48.92],
  '29': [-5.16, 47.68, -3.37, 48.78],
  '35': [-2.31, 47.62, -1.0, 48.73],
  '44': [-2.64, 46.85, -0.91, 47.85],
  '49': [-1.37, 46.96, 0.25, 47.82],
  '50': [-1.96, 48.44, -0.72, 49.75],
  '53': [-1.25, 47.72, -0.03, 48.58],
  '56': [-3.75, 47.26, -2.02, 48.22],
  '971': [-61.9, 15.8, -60.9, 16.6],
  '972': [-61.3, 14.3, -60.7, 15.0],
  '973': [-54.7, 2.0, -51.5, 5.9],
  '974': [55.1, -21.5, 55.9, -20.8],
  '976': [44.9, -13.1, 45.4, -12.6],
}

export function departmentBox(department: string): Box {
  return boxes[department] ?? METROPOLITAN
}

export function isInside([west, south, east, north]: Box, longitude: number, latitude: number): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}
