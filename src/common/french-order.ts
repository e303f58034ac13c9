/** The order of names for people: É with E, case apart, 2 before 10. */
export const frenchOrder = new Intl.Collator('fr', { numeric: true }).compare
