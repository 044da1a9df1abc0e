// Characters beyond U+FFFF, such as emoji: the database of Kubeflow Pipelines cannot store them.
// An upload with one succeeds, and its run then starts in the cluster but is not listed.

export const wideCharacter = /[\u{10000}-\u{10FFFF}]/u;
