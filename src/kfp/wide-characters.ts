// Characters beyond U+FFFF, such as emoji: the server's database cannot store them.
// An upload with one succeeds, and its run then starts in the cluster but is not listed.

/** The first such character of a text, with its index. */
export const findWideCharacter = (text: string): RegExpExecArray | null => /[\u{10000}-\u{10FFFF}]/u.exec(text);
