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
  // New objects keep the room they start with (a megabyte), instead of up to 32 at once.
  setFlagsFromString('--semi-space-growth-factor=1')
  // Several threads looking for rubbish in so little room get in each other's way: it costs a tenth more processor and frees no memory.
  setFlagsFromString('--no-parallel-scavenge')
  // What is held is looked through again once it has grown by a fifth, instead of having doubled.
  setFlagsFromString('--heap-growing-percent=20')
  // One compiler fewer between the interpreter and the last: what it works with is four megabytes.
  setFlagsFromString('--no-maglev')
}

/** Opened when it is asked for: it brings streams, which a short command does without. */
function engine(): typeof import('node:v8') {
  return process.getBuiltinModule('node:v8')
}
