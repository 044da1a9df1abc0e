// How severe a finding is, the worst first. Without a schema, because every UI mode needs it.

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
