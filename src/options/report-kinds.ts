// The kinds of report that `check --report KIND=FILE` writes.

export const reportKinds = ['junit', 'sarif', 'gitlab'] as const;

export type ReportKind = (typeof reportKinds)[number];
