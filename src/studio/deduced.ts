const DEDUCED = 'déduit : '

/** Place of a value that no word of the source says: why it is held to be true. @param reason French, «un téléphone est donné» */
export const deducedBecause = (reason: string): string => `${DEDUCED}${reason}`

/** Whether a place is no place of the source: nothing is to be quoted of it. */
export const isDeduced = (where: string): boolean => where.startsWith(DEDUCED)
