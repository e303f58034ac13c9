/** What is said of a kept version that the checks refuse. */
export const refusedConvention = ({ id, version }: { id: string; version: number }): string =>
  `La convention ${id}, version ${version}, ne sert plus : elle ne passe pas les vérifications.`
