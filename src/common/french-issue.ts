import { z } from 'zod'

/** What is wrong with a value, in French. @param input the value that the whole schema was given */
export function frenchIssue(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'unrecognized_keys') return `clé inconnue « ${issue.keys.join(', ')} »`
  const value = issue.path.reduce<unknown>(
    (whole, key) => (whole as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  )
  const told = z.locales.fr().localeError({ ...issue, input: value } as never)
  return typeof told === 'string' ? told : (told?.message ?? issue.message)
}
