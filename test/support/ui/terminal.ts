// A stream that is a terminal.

export const tty = {isTTY: true};
