/** `35238` → `35`, `97411` → `974`, `2A004` → `2A`, empty → empty. */
export function departmentOfCommune(code: string): string {
  return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2)
}
