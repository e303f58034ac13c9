/**
 * Adds something under the number after the last one. Who comes second asks for the last one again.
 * @param last highest number so far; nothing: there is none. A database may give it as text
 * @param add false: somebody else has that number
 * @returns the number, from 1
 */
export async function nextVersion(
  last: () => Promise<number | string | null | undefined>,
  add: (version: number) => Promise<boolean>,
): Promise<number> {
  for (;;) {
    const version = Number((await last()) ?? 0) + 1
    if (await add(version)) return version
  }
}
