const LA_POSTE = '356000000'

/** 14 digits whose Luhn sum is right; La Poste's own rule (sum of digits, multiple of five) for its establishments. */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false
  const digits = [...siret].map(Number)
  if (siret.startsWith(LA_POSTE) && digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0) return true
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
