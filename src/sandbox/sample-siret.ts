/** 999 + three digits of ours + zeros, with both keys of Luhn right: no real SIRET begins so. @param number three digits */
export function sampleSiret(number: string): string {
  const siren = withKey(`99900${number}`)
  return withKey(`${siren}0001`)
}

function withKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits + String((10 - (sum % 10)) % 10)
}
