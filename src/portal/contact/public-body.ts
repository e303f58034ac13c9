/** «Département d’Ille-et-Vilaine»; where the article cannot be known, the name stands apart. */
export function publicBody(department: string): string {
  return /^[aeiouyéèêhœ]/i.test(department) ? `Département d’${department}` : `Département : ${department}`
}
