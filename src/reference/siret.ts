const LA_POSTE = '356000000'

/**
 * Whether fourteen digits are a possible SIRET: Luhn key over the fourteen digits, and over the SIREN (first nine). The establishments of La Poste
 * (SIREN 356 000 000) follow their own rule besides: the sum of the digits is a multiple of five.
 */
export function isPossibleSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret) || /^0+$/.test(siret)) return false
  if (siret.startsWith(LA_POSTE)) return luhn(siret) || digits(siret).reduce((sum, digit) => sum + digit, 0) % 5 === 0
  return luhn(siret) && luhn(siret.slice(0, 9))
}

function luhn(number: string): boolean {
  const sum = digits(number)
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}

function digits(number: string): number[] {
  return [...number].map(Number)
}
