/**
 * What a map holds at a key, made and kept there when it holds nothing yet. `Map.getOrInsertComputed` does the same, from Node 26 on.
 * @param make is given the key
 */
export function atKey<Key, Value>(map: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const held = map.get(key)
  if (held !== undefined || map.has(key)) return held as Value
  const made = make(key)
  map.set(key, made)
  return made
}
