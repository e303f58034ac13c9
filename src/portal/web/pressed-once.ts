/**
 * Work that a second press of the same button joins while the first is at it, instead of beginning again. Within one process: elsewhere it is
 * done twice, which harms nobody.
 */
export function pressedOnce<T>(): (press: string, work: () => Promise<T>) => Promise<T> {
  const atWork = new Map<string, Promise<T>>()
  return async (press, work) => {
    const begun = atWork.get(press)
    if (begun !== undefined) return begun
    const made = work()
    atWork.set(press, made)
    try {
      return await made
    } finally {
      atWork.delete(press)
    }
  }
}
