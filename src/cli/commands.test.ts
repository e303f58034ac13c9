import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { COMMANDS } from './commands.ts'

/** A line of JSON for each thing that happens, whatever is asked. */
const ALWAYS_JSON = ['web', 'scheduler', 'worker']

const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)]

test.each(Object.entries(COMMANDS))(
  '%s: said in one sentence, every word explained, in JSON on request',
  async (name, { summary, load }) => {
    expect(summary).toMatch(/^\p{Lu}.*\.$/u)
    for (const command of withInner(await load())) {
      const { options, registeredArguments } = command
      for (const { flags, description } of options) expect(description, `${command.name()} ${flags}`).toMatch(/\p{L}/u)
      for (const asked of registeredArguments)
        expect(asked.description, `${command.name()} ${asked.name()}`).not.toBe('')
      if (!ALWAYS_JSON.includes(name) && command.commands.length === 0)
        expect(
          options.map(({ long }) => long),
          command.name(),
        ).toContain('--json')
    }
  },
)
