/** What is there whole already, where pieces are asked for as they come. @param piece worked out when it is asked for */
export async function* once<T>(piece: () => T): AsyncGenerator<T> {
  yield piece()
}
