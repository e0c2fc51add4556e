import type { Command } from 'commander';

/**
 * Makes a command of a group stand in where none is named. A word that names no command would be taken for its argument: where
 * that leaves too many, it is said that there is no such command, and which there are.
 */
export function standsIn(command: Command): Command {
  return command.allowExcessArguments().hook('preAction', () => {
    const { args, registeredArguments, parent } = command;
    if (args.length <= registeredArguments.length) return;
    const [first = ''] = parent?.args ?? [];
    if (!parent || first === command.name())
      return command.error(`error: too many arguments: ${args.slice(registeredArguments.length).join(' ')}`);
    const names = parent.commands.map((one) => one.name()).join(', ');
    parent.error(`error: "${parent.name()}" has no command "${first}". There are: ${names}`);
  });
}
