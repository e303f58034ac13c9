/** As V8 does by itself: for a process that has been opened leanly, and works from now on. */
export function ample(): void {
  const { setFlagsFromString } = engine()
  setFlagsFromString('--semi-space-growth-factor=2')
  setFlagsFromString('--heap-growing-percent=0')
  setFlagsFromString('--parallel-scavenge')
  setFlagsFromString('--maglev')
}

/**
 * For a command that makes much short-lived rubbish and keeps little (a pass over many offers): the memory that V8 would let grow for speed
 * stays near what is really held. Costs some processor time. Takes hold from here on, so call it before anything large is loaded.
 */
export function lean(): void {
  const { setFlagsFromString } = engine()
  // New objects keep the room they have, instead of up to 32 megabytes at once.
  setFlagsFromString('--semi-space-growth-factor=1')
  // Several threads looking for rubbish in so little room get in each other's way: it costs a tenth more processor and frees no memory.
  setFlagsFromString('--no-parallel-scavenge')
  // What is held is looked through again once it has grown by a fifth, instead of having doubled.
  setFlagsFromString('--heap-growing-percent=20')
  // One compiler fewer between the interpreter and the last: what it works with is four megabytes.
  setFlagsFromString('--no-maglev')
}

/** Once more than this is taken for new objects, bytes, both halves of their room have four megabytes. */
const MORE_THAN = 4 * 1024 * 1024

/**
 * As `lean`, for a pass: an offer on its way is held longer than it takes to fill the room that V8 begins with. With four megabytes rubbish is
 * looked for a quarter as often, and a pass takes a seventh less processor and ten megabytes more; eight give nothing besides.
 */
export function leanPass(): void {
  lean()
  const { getHeapSpaceStatistics, setFlagsFromString } = engine()
  const filled = () => getHeapSpaceStatistics().find(space => space.space_name === 'new_space')?.space_size ?? Infinity
  // V8 takes a size only from the command line of the process; once there, the room doubles when what is in it stays.
  setFlagsFromString('--semi-space-growth-factor=2')
  const held: object[][] = []
  for (let tries = 0; tries < 40 && filled() <= MORE_THAN; tries += 1)
    held[0] = Array.from({ length: 20_000 }, () => ({}))
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Opened when it is asked for: it brings streams, which a short command does without. */
function engine(): typeof import('node:v8') {
  return process.getBuiltinModule('node:v8')
}
